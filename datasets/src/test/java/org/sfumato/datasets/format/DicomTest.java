package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DicomTest {
  private static DicomFile six() {
    return DicomFile.slice(DicomFile.CT, 2, 3, -1024, -5, 0, 7, 1000, 3071);
  }

  @ParameterizedTest
  @ValueSource(strings = {DicomFile.EXPLICIT, DicomFile.IMPLICIT})
  void should_read_values_with_slope_and_intercept_past_nested_sequences(String syntax) {
    var slice =
        read(
            six()
                .syntax(syntax)
                .nested(0x0008_1140)
                .text(0x0028_1053, "DS", "2")
                .text(0x0028_1052, "DS", "-10.5"));
    assertArrayEquals(
        new float[] {-2058.5f, -20.5f, -10.5f, 3.5f, 1989.5f, 6131.5f}, slice.values());
    assertEquals(2, slice.rows());
    assertEquals(3, slice.columns());
    assertEquals("CT", slice.modality());
    assertEquals("1.2.3", slice.series());
  }

  @Test
  void should_pass_over_an_unknown_element_of_undefined_length_whose_items_are_implicit() {
    var file = six().bytes();
    var nested = six().syntax(DicomFile.IMPLICIT).nested(0x0009_1001).bytes();
    var plain = six().syntax(DicomFile.IMPLICIT).bytes();
    // The items are what the implicit file has more than the plain one, behind the sequence's head.
    int at = 0;
    while (nested[at] == plain[at]) {
      at++;
    }
    int from =
        new String(nested, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\t\0\1\20");
    int more = nested.length - plain.length;
    var unknown = new byte[more + 4];
    System.arraycopy(nested, from, unknown, 0, 4);
    unknown[4] = 'U';
    unknown[5] = 'N';
    System.arraycopy(nested, from + 4, unknown, 8, more - 4);
    int place =
        new String(file, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\40\0\16\0UI");
    var joined = new byte[file.length + unknown.length];
    System.arraycopy(file, 0, joined, 0, place);
    System.arraycopy(unknown, 0, joined, place, unknown.length);
    System.arraycopy(file, place, joined, place + unknown.length, file.length - place);
    assertEquals(2, Dicom.read(joined, "a.dcm").rows());
  }

  @Test
  void should_take_the_stored_bits_only_with_or_without_a_sign() {
    var unsigned =
        DicomFile.slice(DicomFile.MR, 1, 3, 0xF123, 0x0FFF, 0x0800)
            .number(0x0028_0101, 12)
            .number(0x0028_0102, 11)
            .number(0x0028_0103, 0);
    assertArrayEquals(new float[] {0x123, 4095, 2048}, read(unsigned).values());
    assertArrayEquals(
        new float[] {0x123, -1, -2048}, read(unsigned.number(0x0028_0103, 1)).values());
    assertEquals("MR", read(unsigned).modality());
    assertArrayEquals(
        new float[] {65535},
        read(DicomFile.slice(DicomFile.CT, 1, 1, -1).number(0x0028_0103, 0)).values());
    assertArrayEquals(
        new float[] {0xF12, 0xFF, 0x80},
        read(unsigned.number(0x0028_0102, 15).number(0x0028_0103, 0)).values());
  }

  @Test
  void should_refuse_other_ways_of_storing_by_name() {
    assertSentence(
        "a.dcm is stored in transfer syntax 1.2.840.10008.1.2.4.70; only uncompressed little-endian files are read (1.2.840.10008.1.2 and .1.2.1): convert it, for example with dcmdjpeg",
        six().syntax("1.2.840.10008.1.2.4.70"));
    assertSentence(
        "a.dcm is not a CT or MR slice but of SOP class 1.2.840.10008.5.1.4.1.1.7",
        six().text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7"));
    assertSentence("a.dcm has 3 samples per pixel; 1 is read", six().number(0x0028_0002, 3));
    assertSentence("a.dcm has 8 bits allocated; 16 is read", six().number(0x0028_0100, 8));
    assertSentence("a.dcm has 12 frames; 1 is read", six().text(0x0028_0008, "IS", "12"));
    assertSentence(
        "a.dcm has the photometric interpretation MONOCHROME1; MONOCHROME2 is read",
        six().text(0x0028_0004, "CS", "MONOCHROME1"));
    assertSentence(
        "a.dcm stores 20 bits below bit 16, which do not fit into 16",
        six().number(0x0028_0101, 20));
  }

  @Test
  void should_say_which_fact_about_its_place_is_missing_or_impossible() {
    assertSentence(
        "a.dcm should say 3 numbers in element (0020,0032), but says \"\"",
        six().without(0x0020_0032));
    assertSentence(
        "a.dcm should say 2 numbers in element (0028,0030), but says \"1\\x\"",
        six().text(0x0028_0030, "DS", "1\\x"));
    assertSentence("a.dcm has pixels of no size", six().text(0x0028_0030, "DS", "0\\1"));
    assertSentence(
        "a.dcm has an impossible orientation: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]",
        six().text(0x0020_0037, "DS", "1\\0\\0\\1\\0\\0"));
    assertSentence(
        "a.dcm does not say how many rows and columns it has", six().without(0x0028_0010));
  }

  @Test
  void should_say_that_a_file_is_cut_off_damaged_or_of_another_format() {
    var whole = six().bytes();
    assertCut(
        "a.dcm is cut off: it holds 7 of 12 bytes of pixels; copy or download it again",
        Arrays.copyOf(whole, whole.length - 5));
    assertCut(
        "a.dcm is cut off: it holds 0 of 12 bytes of pixels; copy or download it again",
        six().without(0x7FE0_0010).bytes());
    assertCut(
        "a.dcm is cut off or damaged: an element does not fit into the file; copy it again",
        Arrays.copyOf(whole, 165));
    assertCut(
        "a.dcm is not a DICOM file: it does not carry the mark \"DICM\" at byte 128",
        new byte[300]);
    whole[128 + 4 + 8 + 20 + 4] = '?';
    assertCut("a.dcm is damaged: element (0008,0016) has no known type", whole);
  }

  @Test
  void should_end_with_a_sentence_wherever_a_file_is_cut_or_a_byte_is_wrong() {
    var whole = six().nested(0x0008_1140).bytes();
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThrows(BadFile.class, () -> Dicom.read(cut, "a.dcm"), "cut at " + length);
    }
    for (int i = 132; i < whole.length; i++) {
      for (int wrong : new int[] {0, 0x7f, 0xff}) {
        var bytes = whole.clone();
        bytes[i] = (byte) wrong;
        try {
          Dicom.read(bytes, "a.dcm");
        } catch (BadFile e) {
          // One of the sentences; anything else fails the test.
        }
      }
    }
  }

  private static Dicom read(DicomFile file) {
    return Dicom.read(file.bytes(), "a.dcm");
  }

  private static void assertSentence(String sentence, DicomFile file) {
    assertCut(sentence, file.bytes());
  }

  private static void assertCut(String sentence, byte[] bytes) {
    assertEquals(
        sentence, assertThrows(BadFile.class, () -> Dicom.read(bytes, "a.dcm")).getMessage());
  }
}
