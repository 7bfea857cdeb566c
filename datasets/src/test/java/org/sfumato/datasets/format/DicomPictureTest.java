package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DicomPictureTest {
  private static final String SECONDARY = "1.2.840.10008.5.1.4.1.1.7";

  /** A radiograph of 2×3 pixels of 8 bits. */
  private static DicomFile small() {
    return DicomFile.slice(SECONDARY, 2, 3)
        .number(0x0028_0100, 8)
        .number(0x0028_0101, 8)
        .number(0x0028_0102, 7)
        .number(0x0028_0103, 0)
        .put(0x7FE0_0010, "OW", new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255});
  }

  @Test
  void should_read_eight_bits_in_both_syntaxes() {
    for (var syntax : new String[] {DicomFile.EXPLICIT, DicomFile.IMPLICIT}) {
      var picture = DicomPicture.read(small().syntax(syntax).bytes(), "a.dcm");
      assertEquals(2, picture.height());
      assertEquals(3, picture.width());
      assertArrayEquals(new float[] {0, .2f, .4f, .6f, .8f, 1}, picture.grey(), 1e-6f);
    }
  }

  @Test
  void should_divide_by_what_the_stored_bits_can_hold() {
    var twelve =
        DicomFile.slice(SECONDARY, 1, 2, 4095, 819)
            .number(0x0028_0101, 12)
            .number(0x0028_0102, 11)
            .number(0x0028_0103, 0);
    assertArrayEquals(
        new float[] {1, .2f}, DicomPicture.read(twelve.bytes(), "a.dcm").grey(), 1e-6f);
  }

  @Test
  void should_turn_round_what_is_white_at_zero() {
    var picture =
        DicomPicture.read(small().text(0x0028_0004, "CS", "MONOCHROME1").bytes(), "a.dcm");
    assertArrayEquals(new float[] {1, .8f, .6f, .4f, .2f, 0}, picture.grey(), 1e-6f);
  }

  @Test
  void should_read_a_jpeg_in_fragments() throws IOException {
    var image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int k = 0; k < 128; k++) {
      image.getRaster().setSample(k % 16, k / 16, 0, 100);
    }
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    var jpeg = out.toByteArray();
    int half = jpeg.length / 4 * 2;
    var file =
        small()
            .syntax(DicomFile.JPEG)
            .fragments(Arrays.copyOf(jpeg, half), Arrays.copyOfRange(jpeg, half, jpeg.length));
    var picture = DicomPicture.read(file.bytes(), "a.dcm");
    assertEquals(8, picture.height());
    assertEquals(16, picture.width());
    assertEquals(100 / 255f, picture.grey()[37], .01);
    var cut = Arrays.copyOf(file.bytes(), file.bytes().length - 40);
    refused(
        "a.dcm is cut off or damaged: an element does not fit into the file; copy it again", cut);
  }

  @Test
  void should_refuse_what_it_cannot_show() {
    refused(
        "a.dcm is not a DICOM file: it does not carry the mark \"DICM\" at byte 128", new byte[9]);
    refused(
        "a.dcm is stored in transfer syntax 1.2.840.10008.1.2.4.90; uncompressed little-endian files and baseline JPEG are read (1.2.840.10008.1.2, .1.2.1 and .1.2.4.50): convert it, for example with dcmdjpeg",
        small().syntax("1.2.840.10008.1.2.4.90").bytes());
    refused(
        "a.dcm has the photometric interpretation RGB; MONOCHROME1 and MONOCHROME2 are read",
        small().text(0x0028_0004, "CS", "RGB").bytes());
    refused(
        "a.dcm holds several frames; a single picture is read",
        small().text(0x0028_0008, "IS", "3").bytes());
    refused(
        "a.dcm is cut off: it holds 6 of 24 bytes of pixels; copy or download it again",
        small().number(0x0028_0010, 8).bytes());
    refused(
        "a.dcm stores 32 of 32 bits a pixel; 8 or 16 are read",
        small().number(0x0028_0100, 32).number(0x0028_0101, 32).bytes());
    refused(
        "a.dcm stores negative values, which no radiograph has",
        small().number(0x0028_0103, 1).bytes());
  }

  private static void refused(String sentence, byte[] bytes) {
    var e = assertThrows(BadFile.class, () -> DicomPicture.read(bytes, "a.dcm"));
    assertEquals(sentence, e.getMessage());
  }
}
