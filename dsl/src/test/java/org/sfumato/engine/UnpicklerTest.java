package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles written by hand, step by step, as nobody's PyTorch would write them. */
class UnpicklerTest {
  private static final String REBUILD = "ctorch._utils\n_rebuild_tensor_v2\n";

  @TempDir Path folder;

  /**
   * A file as PyTorch wrote it before 1.6, of this content, and one storage of four numbers or
   * none.
   */
  private Path legacy(byte[] content, long numbers) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(bytes("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019."));
    out.writeBytes(bytes("\u0080\u0002M\u00e9\u0003."));
    out.writeBytes(bytes("\u0080\u0002}."));
    out.writeBytes(content);
    boolean none = numbers < 0;
    out.writeBytes(bytes("\u0080\u0002]" + (none ? "" : text("0") + "a") + "."));
    var data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(numbers);
    data.putFloat(1).putFloat(2).putFloat(3).putFloat(4);
    out.writeBytes(data.array());
    var file = folder.resolve("made.pth");
    Files.write(file, out.toByteArray());
    return file;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String number(long n) {
    var eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(n).array();
    return "\u008a\u0008" + new String(eight, StandardCharsets.ISO_8859_1);
  }

  private static String text(String t) {
    return "U" + (char) t.length() + t;
  }

  private static String storage(long size) {
    return "("
        + text("storage")
        + "ctorch\nFloatStorage\n"
        + text("0")
        + text("cpu")
        + number(size)
        + "tQ";
  }

  /** {"w": tensor} */
  private static byte[] tensor(long storage, long offset, long[] shape, long[] strides) {
    var call = new StringBuilder("\u0080\u0002}" + text("w") + REBUILD + "(" + storage(storage));
    call.append(number(offset)).append('(');
    for (long s : shape) {
      call.append(number(s));
    }
    call.append("t(");
    for (long s : strides) {
      call.append(number(s));
    }
    return bytes(call + "t\u0089}tRs.");
  }

  private IllegalArgumentException refused(byte[] content) throws IOException {
    return refused(content, 4);
  }

  private IllegalArgumentException refused(byte[] content, long numbers) throws IOException {
    var file = legacy(content, numbers);
    var e = assertThrows(IllegalArgumentException.class, () -> StateDict.read(file));
    assertTrue(e.getMessage().startsWith("made.pth "), e.getMessage());
    return e;
  }

  @Test
  void should_read_a_tensor_written_by_hand() throws IOException {
    var file = legacy(tensor(4, 0, new long[] {2, 2}, new long[] {1, 2}), 4);
    assertArrayEquals(new float[] {1, 3, 2, 4}, StateDict.read(file).values("w", 2, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os system",
        "posix system",
        "nt system",
        "builtins eval",
        "builtins exec",
        "__builtin__ getattr",
        "subprocess Popen",
        "torch load",
        "torch.storage _load_from_bytes",
        "torch._utils _rebuild_parameter_with_state",
        "torch.jit.unsupported_tensor_ops execWrapper",
        "collections OrderedDict.fromkeys",
        "torch.serialization FloatStorage",
        "torch FloatStorage.from_file"
      })
  void should_refuse_every_function_but_its_own_before_it_is_called(String name)
      throws IOException {
    var parts = name.split(" ");
    for (var spoken :
        new String[] {
          "c" + parts[0] + "\n" + parts[1] + "\n.",
          text(parts[0]) + text(parts[1]) + "\u0093.",
          "c" + parts[0] + "\n" + parts[1] + "\n" + text("touch harmed") + "\u0085R."
        }) {
      var why = refused(bytes("\u0080\u0004" + spoken)).getMessage();
      assertTrue(
          why.contains(" asks for " + parts[0] + "." + parts[1] + ", which is no part of"), why);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // offset, shape, strides of a storage of four numbers
    "0, 5, 1, has more numbers than the 4 of its storage",
    "1, 4, 1, reaches outside the 4 numbers of its storage",
    "0, 2, 4, reaches outside the 4 numbers of its storage",
    "-1, 1, 1, has an impossible shape",
    "0, -1, 1, has an impossible shape",
    "0, 2, -1, has an impossible shape",
    "0, 1152921504606846976, 0, has more numbers than the 4 of its storage",
    "0, 2, 9223372036854775807, reaches outside the 4 numbers of its storage",
    "9223372036854775807, 1, 1, reaches outside the 4 numbers of its storage",
    "9223372036854775807, 2, 2, reaches outside the 4 numbers of its storage"
  })
  void should_refuse_a_tensor_that_leaves_its_storage(
      long offset, long size, long stride, String why) throws IOException {
    var e = refused(tensor(4, offset, new long[] {size}, new long[] {stride}));
    assertTrue(e.getMessage().contains("has a tensor that " + why), e.getMessage());
  }

  @Test
  void should_refuse_a_product_of_sizes_that_overflows() throws IOException {
    long half = 1L << 32;
    var e = refused(tensor(4, 0, new long[] {half, half, 4}, new long[] {0, 0, 1}));
    assertTrue(e.getMessage().contains("has more numbers than"), e.getMessage());
  }

  @Test
  void should_refuse_a_storage_larger_than_the_file() throws IOException {
    long huge = 1L << 61;
    assertTrue(
        refused(tensor(huge, 0, new long[] {2}, new long[] {1}), huge)
            .getMessage()
            .contains("tells of a storage"));
    assertTrue(
        refused(tensor(5, 0, new long[] {2}, new long[] {1}), 5)
            .getMessage()
            .contains("tells of a storage «0» of 5 numbers, but has 16 bytes for it"));
    assertTrue(
        refused(tensor(4, 0, new long[] {2}, new long[] {1}), 3)
            .getMessage()
            .contains("tells of a storage «0» of 4 numbers"));
    assertTrue(
        refused(tensor(-4, 0, new long[] {2}, new long[] {1}))
            .getMessage()
            .contains("refers to a storage in a way that is not known"));
  }

  @Test
  void should_refuse_dictionaries_of_any_depth_without_running_out_of_stack() throws IOException {
    int deep = 200_000;
    var content = "\u0080\u0002" + ("}" + text("a")).repeat(deep) + "}" + "s".repeat(deep) + ".";
    assertTrue(
        refused(bytes(content), -1).getMessage().contains("dictionaries more than 16 deep"),
        "deep");
    // One that contains itself, and a hundred that each hold the next twice.
    assertTrue(
        refused(bytes("\u0080\u0002}q\u0000" + text("a") + "h\u0000s."), -1)
            .getMessage()
            .contains("more than 16 deep"));
    var doubling = new StringBuilder("\u0080\u0002}q\u0000");
    for (int k = 0; k < 100; k++) {
      doubling.append("0}").append(text("a")).append("h").append((char) k).append("s");
      doubling.append(text("b")).append("h").append((char) k).append("sq").append((char) (k + 1));
    }
    refused(bytes(doubling + "."), -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "R.",
        "s.",
        "u.",
        "t.",
        "e.",
        "b.",
        "Q.",
        "}s.",
        "]a.",
        "NNR.",
        "}NNu.",
        "h\u0001.",
        "X\u00ff\u00ff\u00ff\u007f.",
        "\u008b\u00ff\u00ff\u00ff\u007f.",
        "\u008d\u00ff",
        "NQ.",
        "(i.",
        "o.",
        "P0\n.",
        "}}Ns.",
        "}]Ns.",
        "])Ns.",
        "ctorch\nSize\n)R.",
        "ctorch\nSize\n]\u0085R.",
        "ccollections\nOrderedDict\nN\u0085R.",
        "ccollections\nOrderedDict\n]Na\u0085R.",
        "ctorch\nFloatStorage\n)R.",
        "N)b.",
        "c",
        "\u00ff"
      })
  void should_refuse_nonsense_in_words(String steps) throws IOException {
    assertEquals(IllegalArgumentException.class, refused(bytes(steps)).getClass());
  }
}
