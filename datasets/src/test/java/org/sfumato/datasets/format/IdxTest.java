package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxTest {
  private static final byte[] FILE = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255
  };

  @Test
  void should_read_sides_and_values_compressed_or_not() throws IOException {
    for (var bytes : new byte[][] {FILE, NiftiFile.gzip(FILE)}) {
      var idx = read(bytes);
      assertArrayEquals(new int[] {2, 1, 3}, idx.sides());
      assertArrayEquals(new byte[] {1, 2, 3, 4, 5, (byte) 255}, idx.values());
    }
  }

  @Test
  void should_say_what_is_wrong_with_a_file() {
    assertSentence(
        "x is cut off: it holds 4 of 6 values; copy or download it again", Arrays.copyOf(FILE, 20));
    assertSentence(
        "x is cut off within its header; copy or download it again", Arrays.copyOf(FILE, 9));
    var floats = FILE.clone();
    floats[2] = 0x0d;
    assertSentence("x is not an IDX file of unsigned bytes with 1 to 4 dimensions", floats);
    var huge = FILE.clone();
    Arrays.fill(huge, 4, 16, (byte) 0x7f);
    assertSentence(
        "x has a damaged header: its dimensions make no array that fits into memory", huge);
    var packed = NiftiFile.gzip(FILE);
    assertSentence(
        "x is cut off: its compressed data ends early; copy or download it again",
        Arrays.copyOf(packed, packed.length - 9));
  }

  private static void assertSentence(String sentence, byte[] bytes) {
    assertEquals(sentence, assertThrows(BadFile.class, () -> read(bytes)).getMessage());
  }

  private static Idx read(byte[] bytes) throws IOException {
    return Idx.read(new ByteArrayInputStream(bytes), "x");
  }
}
