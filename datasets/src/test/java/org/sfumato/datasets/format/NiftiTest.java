package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiTest {
  private static final int[] DIMS = {3, 2, 2};

  @Test
  void should_give_axial_slices_front_up_and_the_patients_right_on_the_left() throws IOException {
    var volume = read(NiftiFile.tens());
    assertEquals(2, volume.slices());
    assertEquals(2, volume.height());
    assertEquals(3, volume.width());
    assertTrue(volume.oriented());
    // Stored x grows to the right and y to the front: the first pixel shown is the largest x and y.
    assertEquals(50, volume.value(0, 0, 0));
    assertEquals(30, volume.value(0, 0, 2));
    assertEquals(20, volume.value(0, 1, 0));
    assertEquals(110, volume.value(1, 0, 0));
    assertEquals(60, volume.value(1, 1, 2));
  }

  @Test
  void should_read_the_same_from_a_compressed_file() throws IOException {
    var plain = read(NiftiFile.tens());
    var packed = read(NiftiFile.gzip(NiftiFile.tens()));
    for (int i = 0; i < 12; i++) {
      assertEquals(plain.stored(i), packed.stored(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void should_read_every_common_type_in_both_byte_orders(String name) throws IOException {
    var order = name.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    assertEquals(200, first(order, 2, 1, b -> b.put((byte) 200)));
    assertEquals(-56, first(order, 256, 1, b -> b.put((byte) 200)));
    assertEquals(-1234, first(order, 4, 2, b -> b.putShort((short) -1234)));
    assertEquals(64302, first(order, 512, 2, b -> b.putShort((short) -1234)));
    assertEquals(-123456, first(order, 8, 4, b -> b.putInt(-123456)));
    assertEquals(4294843840.0, first(order, 768, 4, b -> b.putInt(-123456)));
    assertEquals(1.5f, first(order, 16, 4, b -> b.putFloat(1.5f)));
    assertEquals(Math.PI, first(order, 64, 8, b -> b.putDouble(Math.PI)));
  }

  private static double first(
      ByteOrder order, int type, int width, java.util.function.Consumer<ByteBuffer> value)
      throws IOException {
    return read(NiftiFile.bytes(order, type, width, new int[] {1, 1, 1}, value)).stored(0);
  }

  @Test
  void should_apply_slope_and_intercept_and_ignore_a_slope_of_zero() throws IOException {
    var bytes = NiftiFile.tens();
    little(bytes).putFloat(112, 0.5f).putFloat(116, -3);
    assertEquals(2, read(bytes).stored(1));
    little(bytes).putFloat(112, 0);
    assertEquals(10, read(bytes).stored(1));
  }

  @Test
  void should_read_the_first_volume_of_a_series() throws IOException {
    var bytes = Arrays.copyOf(NiftiFile.tens(), 352 + 24);
    little(bytes).putShort(40, (short) 4).putShort(48, (short) 2);
    assertEquals(12, read(bytes).count());
  }

  @Test
  void should_follow_an_sform_that_turns_the_axes() throws IOException {
    var bytes = NiftiFile.tens();
    // Stored x runs up, y to the left, z to the back.
    float[][] rows = {{0, -1, 0, 0}, {0, 0, -1, 0}, {1, 0, 0, 0}};
    sform(bytes, rows);
    var volume = read(bytes);
    assertEquals(3, volume.slices());
    assertEquals(2, volume.height());
    assertEquals(2, volume.width());
    assertEquals(0, volume.value(0, 0, 0));
    assertEquals(10, volume.value(1, 0, 0));
    assertEquals(30, volume.value(0, 0, 1));
    assertEquals(60, volume.value(0, 1, 0));
  }

  @Test
  void should_follow_a_qform_when_there_is_no_sform() throws IOException {
    var bytes = NiftiFile.tens();
    // A half turn about the third axis: x runs to the left, y to the back.
    little(bytes).putShort(254, (short) 0).putShort(252, (short) 1).putFloat(264, 1);
    assertEquals(0, read(bytes).value(0, 0, 0));
    assertEquals(10, read(bytes).value(0, 0, 1));
    // The same with the third axis turned round.
    little(bytes).putFloat(76, -1);
    assertEquals(60, read(bytes).value(0, 0, 0));
  }

  @Test
  void should_give_slices_as_stored_when_the_file_does_not_say_where_they_lie_or_lies_obliquely()
      throws IOException {
    var bytes = NiftiFile.tens();
    little(bytes).putShort(254, (short) 0);
    assertFalse(read(bytes).oriented());
    assertEquals(10, read(bytes).value(0, 0, 1));
    float s = 0.7071f;
    little(bytes).putShort(254, (short) 1);
    sform(bytes, new float[][] {{s, -s, 0, 0}, {s, s, 0, 0}, {0, 0, 1, 0}});
    assertFalse(read(bytes).oriented());
  }

  @Test
  void should_say_that_a_file_is_cut_off() {
    var bytes = NiftiFile.tens();
    assertSentence(
        "x.nii is cut off: it holds 7 of 12 bytes of voxels; copy or download it again",
        Arrays.copyOf(bytes, bytes.length - 5));
    var packed = NiftiFile.gzip(bytes);
    assertSentence(
        "x.nii is cut off: its compressed data ends early; copy or download it again",
        Arrays.copyOf(packed, packed.length - 12));
    assertSentence(
        "x.nii is not a NIfTI volume: it has 20 bytes, but the header alone has 348",
        Arrays.copyOf(bytes, 20));
    assertSentence(
        "x.nii is not a NIfTI volume: it has 0 bytes, but the header alone has 348", new byte[0]);
  }

  @Test
  void should_say_that_a_header_ends_before_its_data_begins() {
    assertSentence(
        "x.nii is cut off: its data should begin at byte 352, but the file ends before; copy or download it again",
        Arrays.copyOf(NiftiFile.tens(), 350));
  }

  @Test
  void should_say_that_compressed_data_is_damaged() {
    var packed = NiftiFile.gzip(NiftiFile.tens());
    Arrays.fill(packed, 12, 30, (byte) 0x55);
    var sentence = assertThrows(BadFile.class, () -> read(packed)).getMessage();
    assertTrue(sentence.startsWith("x.nii is "), sentence);
    assertTrue(sentence.endsWith("copy or download it again"), sentence);
  }

  @Test
  void should_notice_a_single_wrong_bit_in_a_compressed_file() {
    var packed = NiftiFile.gzip(NiftiFile.tens());
    packed[packed.length - 8] ^= 1;
    assertSentence(
        "x.nii is damaged: its compressed data makes no sense; copy or download it again", packed);
  }

  @Test
  void should_say_that_a_file_is_of_another_format() {
    assertSentence(
        "x.nii is not a NIfTI-1 volume: it does not carry that format's mark \"n+1\"",
        new byte[1000]);
    var pair = NiftiFile.tens();
    pair[345] = 'i';
    assertSentence(
        "x.nii is a NIfTI header without its voxels; join the .hdr and .img files into one .nii first",
        pair);
    var second = NiftiFile.tens();
    little(second).putInt(0, 540);
    assertSentence("x.nii is a NIfTI-2 file; only NIfTI-1 is read, so convert it first", second);
  }

  @Test
  void should_refuse_impossible_and_huge_sizes_before_taking_memory() {
    var bytes = NiftiFile.tens();
    little(bytes).putShort(42, (short) -3);
    assertSentence("x.nii has a damaged header: side 1 has -3 voxels", bytes);
    for (int k = 0; k < 3; k++) {
      little(bytes).putShort(42 + 2 * k, (short) 32000);
    }
    assertSentence(
        "x.nii has 32000×32000×32000 voxels, more than fit into memory here; cut out a part of it first",
        bytes);
    little(bytes).putShort(40, (short) 2);
    assertSentence("x.nii has 2 dimensions; a volume has 3, or 4 in a series", bytes);
  }

  @Test
  void should_say_which_types_are_read() {
    var bytes = NiftiFile.tens();
    little(bytes).putShort(70, (short) 128);
    assertSentence(
        "x.nii stores voxels of NIfTI type 128; these are read:"
            + " uint8, int16, int32, float32, float64, int8, uint16, uint32",
        bytes);
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "Infinity, Infinity"})
  void should_say_where_a_voxel_is_not_a_number(float value, String word) {
    var bytes =
        NiftiFile.bytes(
            ByteOrder.LITTLE_ENDIAN, 16, 4, DIMS, b -> b.putFloat(4 * (2 + 3 * (1 + 2)), value));
    assertSentence(
        "x.nii has the value "
            + word
            + " at voxel [2, 1, 1]; replace values that are no numbers first",
        bytes);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void sform(byte[] bytes, float[][] rows) {
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < 4; k++) {
        little(bytes).putFloat(280 + 16 * row + 4 * k, rows[row][k]);
      }
    }
  }

  private static Nifti read(byte[] bytes) throws IOException {
    return Nifti.read(new ByteArrayInputStream(bytes), "x.nii");
  }

  private static void assertSentence(String sentence, byte[] bytes) {
    assertEquals(sentence, assertThrows(BadFile.class, () -> read(bytes)).getMessage());
  }
}
