package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch itself wrote (pth/make.py), and what broken ones get to hear. */
class StateDictTest {
  @TempDir Path folder;

  private static Path file(String name) {
    try {
      return Path.of(StateDictTest.class.getResource("pth/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] upTo(int n, double step) {
    var v = new float[n];
    for (int k = 0; k < n; k++) {
      v[k] = (float) (k * step);
    }
    return v;
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip.pth", "legacy.pth"})
  void should_read_what_pytorch_saves(String name) {
    var read = StateDict.read(file(name));
    assertEquals(
        List.of(
            "plain.weight",
            "turned",
            "channels_last",
            "part",
            "every_second",
            "half",
            "bfloat",
            "double",
            "long",
            "bytes",
            "truth",
            "number",
            "empty",
            "parameter"),
        List.copyOf(read.names()));
    assertArrayEquals(new long[] {2, 3, 4}, read.shape("plain.weight"));
    assertArrayEquals(upTo(24, .125), read.values("plain.weight", 2, 3, 4));
    // [4, 2, 3] of a [2, 3, 4] grid: element (i, j, k) is the grid's (j, k, i).
    var turned = new float[24];
    for (int k = 0; k < 24; k++) {
      turned[k] = (k / 3 % 2 * 12 + k % 3 * 4 + k / 6) / 8f;
    }
    assertArrayEquals(turned, read.values("turned", 4, 2, 3));
    assertArrayEquals(upTo(24, 1), read.values("channels_last", 1, 2, 3, 4));
    assertArrayEquals(new float[] {3, 4, 5}, read.values("part"));
    assertArrayEquals(new float[] {1, 3, 5, 7, 9}, read.values("every_second"));
    assertArrayEquals(
        new float[] {1, -2.5f, 65504, 0x1p-24f, 0}, read.values("half"), "6e-8 is one step");
    assertArrayEquals(new float[] {1, -2.5f, 3.0040553e38f}, read.values("bfloat"));
    assertArrayEquals(new float[] {.1f, 2}, read.values("double"));
    assertArrayEquals(new float[] {7, -9}, read.values("long"));
    assertArrayEquals(new float[] {0, 255}, read.values("bytes"));
    assertArrayEquals(new float[] {1, 0}, read.values("truth"));
    assertArrayEquals(new float[] {3.5f}, read.values("number"));
    assertEquals(0, read.shape("number").length);
    assertArrayEquals(new float[0], read.values("empty", 0, 4));
    assertArrayEquals(new float[] {4, 5}, read.values("parameter"));
  }

  @Test
  void should_find_the_state_dict_in_a_checkpoint() {
    var read = StateDict.read(file("checkpoint.pth"));
    assertArrayEquals(new float[] {1, 2}, read.values("layer.weight", 1, 2));
    assertEquals(1, read.names().size());
  }

  @Test
  void should_read_parameters_as_the_oldest_versions_wrote_them() {
    assertArrayEquals(
        new float[] {1, 2, 3}, StateDict.read(file("old_parameter.pth")).values("old", 3));
  }

  @Test
  void should_read_safetensors_by_the_same_word() {
    var path = folder.resolve("a.safetensors");
    new Safetensors(Map.of(), Map.of("w", new float[] {1, 2}), Map.of("w", new long[] {2}))
        .write(path);
    assertArrayEquals(new float[] {1, 2}, StateDict.read(path).values("w", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "harm_system_zip.pth,posix.system",
    "harm_system_legacy.pth,posix.system",
    "harm_eval.pth,__builtin__.eval",
    "harm_getattr.pth,__builtin__.getattr",
    "complex.pth,torch.ComplexFloatStorage"
  })
  void should_refuse_a_file_that_asks_for_anything_but_tensors(String name, String what) {
    var e = assertThrows(IllegalArgumentException.class, () -> StateDict.read(file(name)));
    assertTrue(
        e.getMessage()
            .startsWith(
                name
                    + " asks for "
                    + what
                    + ", which is no part of a state dict; nothing was run."),
        e.getMessage());
    assertFalse(Files.exists(Path.of("harmed")));
  }

  @Test
  void should_refuse_what_is_no_state_dict() {
    refused("harm_plain_pickle.pth", "is a pickle, but PyTorch did not save it");
    refused("bare_tensor.pth", "holds no named tensors; save a model's state_dict()");
    refused("scripted.pt", "is a TorchScript program, not a state dict; open it with torchScript");
  }

  @Test
  void should_say_that_a_page_or_a_folder_is_no_weights_file() throws IOException {
    var page = Files.writeString(folder.resolve("vgg16.pth"), "<!DOCTYPE html><html>404</html>");
    assertEquals(
        "vgg16.pth is no weights file: it is neither PyTorch's (.pth, .pt, .bin) nor safetensors. Is it a page that came instead of the file?",
        assertThrows(IllegalArgumentException.class, () -> StateDict.read(page)).getMessage());
    assertEquals(
        folder + " is a folder; name the weights file in it",
        assertThrows(IllegalArgumentException.class, () -> StateDict.read(folder)).getMessage());
  }

  private static void refused(String name, String why) {
    var e = assertThrows(IllegalArgumentException.class, () -> StateDict.read(file(name)));
    assertTrue(e.getMessage().startsWith(name + " " + why), e.getMessage());
  }

  @Test
  void should_say_what_the_network_needs_and_the_file_has() {
    var read = StateDict.read(file("zip.pth"));
    assertEquals(
        "zip.pth has «part» of shape [3], but the network needs [4]",
        assertThrows(IllegalArgumentException.class, () -> read.values("part", 4)).getMessage());
    assertEquals(
        "zip.pth has no weights «fc.weight»; it belongs to another network",
        assertThrows(IllegalArgumentException.class, () -> read.values("fc.weight")).getMessage());
    assertEquals(
        "there is no weights file none.pth",
        assertThrows(IllegalArgumentException.class, () -> StateDict.read(Path.of("none.pth")))
            .getMessage());
  }

  /** Wherever a file ends too early, that is said in words: no other error, and no wrong values. */
  @ParameterizedTest
  @ValueSource(strings = {"zip.pth", "legacy.pth"})
  void should_refuse_a_file_cut_short_anywhere(String name) throws IOException {
    var whole = Files.readAllBytes(file(name));
    var cut = folder.resolve(name);
    for (int length : IntStream.iterate(0, k -> k < whole.length, k -> k + 7).toArray()) {
      Files.write(cut, Arrays.copyOf(whole, length));
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> StateDict.read(cut),
              () -> length + " of " + whole.length + " bytes");
      assertTrue(e.getMessage().contains(name), e.getMessage());
    }
  }

  /** Whatever one byte is changed to, reading ends in values or in a sentence. */
  @ParameterizedTest
  @ValueSource(strings = {"zip.pth", "legacy.pth", "old_parameter.pth"})
  void should_survive_any_damaged_byte(String name) throws IOException {
    var whole = Files.readAllBytes(file(name));
    var damaged = folder.resolve(name);
    for (int at = 0; at < Math.min(whole.length, 2500); at++) {
      var bytes = whole.clone();
      bytes[at] ^= (byte) (1 << at % 8);
      Files.write(damaged, bytes);
      try {
        var read = StateDict.read(damaged);
        read.names().forEach(read::values);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().contains(name), at + ": " + e.getMessage());
      }
    }
  }
}
