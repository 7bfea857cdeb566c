package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  private static Safetensors some() {
    var values = new LinkedHashMap<String, float[]>();
    values.put("in.weight", new float[] {1, -2.5f, Float.MIN_VALUE, 3e38f, -0f, Float.NaN});
    values.put("empty", new float[0]);
    values.put("scalar", new float[] {7});
    return new Safetensors(
        Map.of("network", "unet(8, 1) «ö»", "seed", "7"),
        values,
        Map.of("in.weight", new long[] {2, 3}, "empty", new long[] {0, 4}, "scalar", new long[0]));
  }

  @Test
  void should_write_half_the_size_and_read_the_nearest_numbers() throws IOException {
    // As numpy's float16 rounds: ties to even, the smallest normal, subnormals, the largest.
    float[] given = {1, 1.00048828125f, 1.00146484375f, 0x1p-14f, 3e-8f, 2e-8f, 65504, -0.1f};
    float[] nearest = {1, 1, 1.001953125f, 0x1p-14f, 0x1p-24f, 0, 65504, -0.0999755859375f};
    var shapes = Map.of("w", new long[] {8});
    var file = folder.resolve("half.safetensors");
    new Safetensors(Map.of(), Map.of("w", given), shapes).writeHalf(file);
    assertArrayEquals(nearest, Safetensors.read(file).values().get("w"));
    assertArrayEquals(nearest, Safetensors.half(given));
    var whole = folder.resolve("whole.safetensors");
    new Safetensors(Map.of(), Map.of("w", given), shapes).write(whole);
    assertEquals(8 * 2, Files.size(whole) - Files.size(file));
  }

  @Test
  void should_take_every_half_for_itself() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float v = NumberFormat.half((short) bits);
      if (!Float.isNaN(v)) {
        assertEquals((short) bits, NumberFormat.half(v), "bits " + bits);
      }
    }
  }

  @Test
  void should_read_what_was_written_bit_for_bit() {
    var file = folder.resolve("new/folder/a.safetensors");
    some().write(file);
    var back = Safetensors.read(file);
    assertEquals(some().note(), back.note());
    assertEquals(List.of("in.weight", "empty", "scalar"), List.copyOf(back.values().keySet()));
    some()
        .values()
        .forEach((name, v) -> assertArrayEquals(bits(v), bits(back.values().get(name)), name));
    some().shapes().forEach((name, s) -> assertArrayEquals(s, back.shapes().get(name), name));
  }

  @Test
  void should_write_the_published_layout() throws IOException {
    var file = folder.resolve("a.safetensors");
    new Safetensors(Map.of(), Map.of("w", new float[] {1}), Map.of("w", new long[] {1}))
        .write(file);
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    assertEquals(0, length % 8);
    var header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8).trim();
    assertEquals(
        "{\"__metadata__\":{},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        header);
    assertEquals(1f, bytes.getFloat(8 + length));
    assertEquals(8 + length + 4, bytes.capacity());
  }

  @Test
  void should_say_what_is_wrong_with_a_file() throws IOException {
    var good = folder.resolve("good");
    some().write(good);
    byte[] bytes = Files.readAllBytes(good);
    refused(
        Arrays.copyOf(bytes, bytes.length - 1),
        "«scalar» lies outside the file or does not have its size; the file may be cut short");
    refused(Arrays.copyOf(bytes, 40), "it does not start with the length of a header");
    refused(Arrays.copyOf(bytes, 3), "it does not start with the length of a header");
    refused(new byte[0], "it does not start with the length of a header");
    refused(
        "PK\3\4 this is a zip file, as PyTorch writes them".getBytes(StandardCharsets.US_ASCII),
        "it does not start with the length of a header");
    refused(file(Long.MAX_VALUE, "{}", 0), "it does not start with the length of a header");
    refused(file(1L << 30, "{}", 0), "it does not start with the length of a header");
    refused(file(-5, "{}", 0), "it does not start with the length of a header");
    refused(header("{not json", 0), "its header is not JSON");
    refused(header("[1, 2]", 0), "its header does not name its values");
    refused(header("      ", 0), "its header does not name its values");
    refused(tensor("F8_E4M3", "[4]", "0,4", 4), "«w» is of type F8_E4M3, not known here");
    refused(header("{\"w\":3}", 4), "«w» is of type ?, not known here");
    refused(tensor("F64", "[1]", "0,4", 4), outside());
    refused(tensor("F32", "[1]", "4,8", 4), outside());
    refused(tensor("F32", "[1]", "-4,0", 4), outside());
    refused(tensor("F32", "[1]", "4,0", 4), outside());
    refused(tensor("F32", "[2]", "0,4", 8), outside());
    refused(tensor("F32", "[1]", "9223372036854775800,9223372036854775804", 8), outside());
    refused(tensor("F32", "[1]", "0", 8), outside());
    refused(tensor("F32", "[-1]", "0,4", 4), "«w» has an impossible shape");
    refused(tensor("F32", "[4611686018427387904]", "0,0", 4), "«w» has an impossible shape");
    refused(tensor("F32", "[3037000500, 3037000500, 8]", "0,4", 4), "«w» has an impossible shape");
  }

  @Test
  void should_read_other_numbers_as_single_precision() throws IOException {
    var file = folder.resolve("others");
    var text =
        "{\"h\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[0,6]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[6,8]},"
            + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}";
    var bytes = ByteBuffer.wrap(header(text, 16)).order(ByteOrder.LITTLE_ENDIAN);
    int start = bytes.capacity() - 16;
    bytes.putShort(start, (short) 0x3c00).putShort(start + 2, (short) 0xc100);
    bytes.putShort(start + 4, (short) 0x7c00).putShort(start + 6, (short) 0x4049);
    bytes.putDouble(start + 8, .1);
    Files.write(file, bytes.array());
    var read = Safetensors.read(file).values();
    assertArrayEquals(new float[] {1, -2.5f, Float.POSITIVE_INFINITY}, read.get("h"));
    assertArrayEquals(new float[] {3.140625f}, read.get("b"));
    assertArrayEquals(new float[] {.1f}, read.get("d"));
  }

  private static String outside() {
    return "«w» lies outside the file or does not have its size; the file may be cut short";
  }

  private static byte[] tensor(String type, String shape, String offsets, int data) {
    return header(
        "{\"w\":{\"dtype\":\""
            + type
            + "\",\"shape\":"
            + shape
            + ",\"data_offsets\":["
            + offsets
            + "]}}",
        data);
  }

  private static byte[] header(String json, int data) {
    return file(json.getBytes(StandardCharsets.UTF_8).length, json, data);
  }

  private static byte[] file(long length, String json, int data) {
    var text = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(text)
        .array();
  }

  private void refused(byte[] content, String why) throws IOException {
    var file = folder.resolve("bad");
    Files.write(file, content);
    var e = assertThrows(IllegalArgumentException.class, () -> Safetensors.read(file), why);
    assertEquals(file + " is not a whole safetensors file: " + why, e.getMessage());
  }

  @Test
  void should_say_that_there_is_no_file() {
    var file = folder.resolve("none.safetensors");
    assertEquals(
        "there is no file " + file,
        assertThrows(IllegalArgumentException.class, () -> Safetensors.read(file)).getMessage());
    var e = assertThrows(UncheckedIOException.class, () -> Safetensors.read(folder));
    assertTrue(e.getMessage().startsWith("could not read " + folder + ": "), e.getMessage());
  }

  @Test
  void should_leave_nothing_half_written_where_it_cannot_write() throws IOException {
    var parent = Files.writeString(folder.resolve("parent"), "a file, not a folder");
    var e =
        assertThrows(
            UncheckedIOException.class, () -> some().write(parent.resolve("a.safetensors")));
    assertTrue(
        e.getMessage().startsWith("could not write " + parent.resolve("a.safetensors") + " ("),
        e.getMessage());
    assertTrue(
        e.getMessage()
            .endsWith(
                "; what was there before is untouched. Is the disk full, or the folder read-only?"),
        e.getMessage());
    assertEquals("a file, not a folder", Files.readString(parent));
    assertEquals(List.of(parent), list(folder));
  }

  @Test
  void should_leave_the_old_file_alone_when_the_disk_is_full() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare")),
        "needs unshare for a small disk of its own");
    // A file system of 64 KiB in a namespace of this child's own: nothing outside sees it.
    var disk = Files.createDirectory(folder.resolve("disk"));
    var script = "mount -t tmpfs -o size=64k tmpfs " + disk + " || exit 77; exec \"$@\"";
    var child =
        Child.java(FullDisk.class, disk.toString())
            .under("unshare", "-m", "sh", "-c", script, "sh")
            .run();
    Assumptions.assumeTrue(
        child.code() != 77 && !child.text().contains("Operation not permitted"),
        "no right to mount a small disk here");
    assertEquals(
        "untouched and alone\n",
        child
            .text()
            .replaceAll(
                "(?s).*could not write [^\n]*No space left on device[^\n]*untouched[^\n]*\n", ""),
        child.text());
    assertEquals(0, child.code());
  }

  /** Fills a small disk: the second write must fail and the first file stay. */
  static final class FullDisk {
    public static void main(String[] args) throws IOException {
      var file = Path.of(args[0], "state.safetensors");
      some().write(file);
      try {
        new Safetensors(
                Map.of(), Map.of("w", new float[100_000]), Map.of("w", new long[] {100_000}))
            .write(file);
        System.out.println("it was written");
      } catch (UncheckedIOException e) {
        System.out.println(e.getMessage());
      }
      boolean whole = Safetensors.read(file).values().size() == 3;
      System.out.println(
          whole && list(file.getParent()).equals(List.of(file)) ? "untouched and alone" : "spoilt");
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static int[] bits(float[] v) {
    var bits = new int[v.length];
    for (int k = 0; k < v.length; k++) {
      bits[k] = Float.floatToRawIntBits(v[k]);
    }
    return bits;
  }
}
