package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir Path folder;

  @Test
  void should_read_shapes_and_whole_numbers() throws IOException {
    var file =
        new NpzFile()
            .bytes("x", new int[] {2, 3}, 0, 1, 2, 253, 254, 255)
            .longs("y", new int[] {2}, -7, 1L << 40)
            .write(folder.resolve("a.npz"));
    try (var npz = Npz.open(file)) {
      assertEquals(List.of("x", "y"), npz.names());
      assertArrayEquals(new int[] {2, 3}, npz.array("x").shape());
      assertEquals(255, npz.array("x").at(5));
      assertEquals(-7, npz.array("y").at(0));
      assertEquals(1L << 40, npz.array("y").at(1));
      assertEquals(6, npz.array("x").count());
    }
  }

  /**
   * Written by {@code numpy.savez_compressed("numpy.npz", a=np.array([[1, -2], [3, 300]], "<i2"))}.
   */
  @Test
  void should_read_what_numpy_wrote() throws IOException {
    var file = folder.resolve("numpy.npz");
    try (var in = NpzTest.class.getResourceAsStream("numpy.npz")) {
      Files.write(file, in.readAllBytes());
    }
    try (var npz = Npz.open(file)) {
      var a = npz.array("a");
      assertArrayEquals(new int[] {2, 2}, a.shape());
      assertEquals(List.of(1L, -2L, 3L, 300L), List.of(a.at(0), a.at(1), a.at(2), a.at(3)));
    }
  }

  @Test
  void should_say_what_is_wrong_with_a_file() throws IOException {
    var file = folder.resolve("a.npz");
    Files.write(file, new byte[] {1, 2, 3});
    refused(
        file + " is not an .npz archive, or it is damaged or cut off; download it again",
        file,
        "x");
    new NpzFile().bytes("x", new int[] {1}, 0).write(file);
    refused(file + " has no array \"y\"; it has x", file, "y");
    new NpzFile().raw("x", NpzFile.header("<f4", "False", 1), new byte[4]).write(file);
    refused(file + ":x holds values of type '<f4'; whole numbers are read", file, "x");
    new NpzFile().raw("x", NpzFile.header("|O", "False", 1), new byte[4]).write(file);
    refused(file + ":x holds values of type '|O'; whole numbers are read", file, "x");
    new NpzFile().raw("x", NpzFile.header("|u1", "True", 2, 2), new byte[4]).write(file);
    refused(file + ":x is stored column by column; save it in C order", file, "x");
    new NpzFile().raw("x", NpzFile.header("|u1", "False", 5), new byte[4]).write(file);
    refused(file + ":x is damaged or cut off; download it again", file, "x");
    new NpzFile().raw("x", "{}", new byte[4]).write(file);
    refused(file + ":x is damaged: its header makes no sense", file, "x");
    new NpzFile().raw("x", NpzFile.header("|u1", "False", 99999, 99999), new byte[4]).write(file);
    refused(
        file
            + ":x has more than two thousand million bytes, which do not fit into one array; take a smaller size of the set",
        file,
        "x");
    new NpzFile().bytes("x", new int[] {600}, new int[600]).write(file);
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    refused(
        file + " is not an .npz archive, or it is damaged or cut off; download it again",
        file,
        "x");
  }

  private static void refused(String sentence, Path file, String array) {
    var e =
        assertThrows(
            BadFile.class,
            () -> {
              try (var npz = Npz.open(file)) {
                npz.array(array);
              }
            });
    assertEquals(sentence, e.getMessage());
  }
}
