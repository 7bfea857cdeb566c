package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archives were written by Python's tarfile; see make.py. */
class TarTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"pax.tar", "gnu.tar"})
  void should_find_files_with_long_names_between_folders_and_links(String archive)
      throws IOException {
    var entries = Tar.entries(file(content(archive)));
    var path = "a-long-folder-name/".repeat(9);
    assertEquals(
        java.util.List.of(
            "IXI/._IXI002-Guys-0828-T1.nii.gz",
            "IXI/IXI002-Guys-0828-T1.nii.gz",
            path + "IXI012-HH-1211-T1.nii.gz",
            "IXI/empty",
            "IXI/größe.txt"),
        entries.stream().map(Tar.Entry::name).toList());
    var expected = new String[] {"apple", "first", "x".repeat(513), "", "last"};
    for (int i = 0; i < expected.length; i++) {
      try (var in = entries.get(i).open()) {
        assertEquals(expected[i], new String(in.readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(-1, in.read());
      }
      assertEquals(expected[i].length(), entries.get(i).size());
    }
  }

  @Test
  void should_read_a_single_byte_at_a_time_too() throws IOException {
    var entry = Tar.entries(file(content("pax.tar"))).get(1);
    try (var in = entry.open()) {
      for (char c : "first".toCharArray()) {
        assertEquals(c, in.read());
      }
      assertEquals(-1, in.read());
    }
  }

  @Test
  void should_accept_an_archive_without_the_empty_end() throws IOException {
    var whole = content("gnu.tar");
    int end = whole.length;
    while (whole[end - 1] == 0) {
      end--;
    }
    assertEquals(5, Tar.entries(file(Arrays.copyOf(whole, end))).size());
  }

  @Test
  void should_say_that_an_archive_is_cut_off() throws IOException {
    var whole = content("gnu.tar");
    int inside = new String(whole, StandardCharsets.ISO_8859_1).indexOf("xxxx") + 100;
    assertSentence(
        " is cut off: it ends inside a file after 2 whole ones; download it again",
        Arrays.copyOf(whole, inside));
    assertSentence(
        " is cut off: it ends inside a file after 0 whole ones; download it again",
        Arrays.copyOf(whole, 100));
  }

  @Test
  void should_say_that_a_file_is_no_archive_compressed_or_damaged() throws IOException {
    assertSentence(
        " is not a tar archive",
        "no archive at all ".repeat(40).getBytes(StandardCharsets.US_ASCII));
    assertSentence(" is an empty file, not a tar archive", new byte[0]);
    var noise = new byte[2000];
    new java.util.Random(1).nextBytes(noise);
    noise[0] = 0x1f;
    noise[1] = (byte) 0x8b;
    assertSentence(" is compressed; unpack it with gunzip to a plain .tar first", noise);
    var damaged = content("gnu.tar");
    damaged[512 + 3] ^= 1;
    assertSentence(
        " is damaged at byte 512: a header does not match its checksum; download it again",
        damaged);
  }

  @Test
  void should_be_empty_if_it_holds_nothing() throws IOException {
    assertArrayEquals(new Object[0], Tar.entries(file(new byte[1024])).toArray());
  }

  private void assertSentence(String sentence, byte[] bytes) throws IOException {
    var file = file(bytes);
    assertEquals(
        file + sentence, assertThrows(BadFile.class, () -> Tar.entries(file)).getMessage());
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.tar"), bytes);
  }

  private static byte[] content(String name) throws IOException {
    try (var in = TarTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
