package org.sfumato.datasets.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A radiograph in a DICOM file: one frame, one grey sample of 8 or 16 bits, unsigned, uncompressed
 * little endian or baseline JPEG. Grey is the stored value divided by the largest that its bits can
 * hold, and the other way round where small values are white. Anything else is refused by name.
 * Source: DICOM PS3.3 (C.7.6.3 image pixel), PS3.5 (8.2 and A.4 encapsulation).
 *
 * @param height rows
 * @param width columns
 * @param grey in [0, 1], row by row
 */
public record DicomPicture(int height, int width, float[] grey) {
  private static final int PREAMBLE = 128;
  private static final String IMPLICIT = "1.2.840.10008.1.2";
  private static final String EXPLICIT = "1.2.840.10008.1.2.1";
  private static final String JPEG = "1.2.840.10008.1.2.4.50";

  /** Whether the bytes carry the mark of a DICOM file. */
  public static boolean marked(byte[] bytes) {
    return Dicom.marked(bytes);
  }

  /**
   * Reads a picture.
   *
   * @throws BadFile if it is not one of those above, is damaged or cut off
   */
  public static DicomPicture read(byte[] bytes, String name) {
    if (!marked(bytes)) {
      throw new BadFile(
          name + " is not a DICOM file: it does not carry the mark \"DICM\" at byte 128");
    }
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(PREAMBLE + 4);
    var syntax = DicomElements.meta(in, name).text(0x0002_0010);
    if (syntax.equals(JPEG)) {
      return packed(DicomElements.packed(in, name), name);
    }
    if (!syntax.equals(IMPLICIT) && !syntax.equals(EXPLICIT)) {
      throw new BadFile(
          "%s is stored in transfer syntax %s; uncompressed little-endian files and baseline JPEG are read (1.2.840.10008.1.2, .1.2.1 and .1.2.4.50): convert it, for example with dcmdjpeg"
              .formatted(name, syntax.isEmpty() ? "that it does not name" : syntax));
    }
    return plain(DicomElements.rest(in, syntax.equals(EXPLICIT), name), name);
  }

  private static DicomPicture packed(DicomElements e, String name) {
    boolean dark = dark(e, name);
    var pixels = e.pixels();
    if (pixels == null) {
      throw new BadFile(name + " is cut off: it holds no pixels; copy or download it again");
    }
    try {
      var raster = Raster.read(new ByteArrayInputStream(pixels.array()), name);
      if (raster.channels() != 1) {
        throw new BadFile(name + " holds a picture in colour; gray ones are read");
      }
      var grey = new float[raster.height() * raster.width()];
      raster.read(grey, 0);
      return new DicomPicture(raster.height(), raster.width(), dark ? inverted(grey) : grey);
    } catch (IOException bad) {
      throw new BadFile(name + " cannot be decoded: " + bad.getMessage(), bad);
    }
  }

  private static DicomPicture plain(DicomElements e, String name) {
    boolean dark = dark(e, name);
    int rows = e.number(0x0028_0010, -1);
    int columns = e.number(0x0028_0011, -1);
    int allocated = e.number(0x0028_0100, -1);
    int bits = e.number(0x0028_0101, allocated);
    if (rows < 1 || columns < 1) {
      throw new BadFile(name + " does not say how many rows and columns it has");
    }
    if (allocated != 8 && allocated != 16 || bits < 1 || bits > allocated) {
      throw new BadFile(
          "%s stores %d of %d bits a pixel; 8 or 16 are read".formatted(name, bits, allocated));
    }
    if (e.number(0x0028_0103, 0) != 0) {
      throw new BadFile(name + " stores negative values, which no radiograph has");
    }
    long need = (long) rows * columns * allocated / 8;
    var pixels = e.pixels();
    if (pixels == null || pixels.remaining() < need) {
      throw new BadFile(
          "%s is cut off: it holds %d of %d bytes of pixels; copy or download it again"
              .formatted(name, pixels == null ? 0 : pixels.remaining(), need));
    }
    int most = (1 << bits) - 1;
    var grey = new float[rows * columns];
    for (int i = 0; i < grey.length; i++) {
      int value = allocated == 8 ? pixels.get(i) : pixels.getShort(2 * i);
      grey[i] = (value & most) / (float) most;
    }
    return new DicomPicture(rows, columns, dark ? inverted(grey) : grey);
  }

  /** Whether the largest value is black; refuses what is not one grey picture. */
  private static boolean dark(DicomElements e, String name) {
    var colours = e.text(0x0028_0004);
    if (e.number(0x0028_0002, 1) != 1 || !colours.matches("MONOCHROME[12]")) {
      throw new BadFile(
          "%s has the photometric interpretation %s; MONOCHROME1 and MONOCHROME2 are read"
              .formatted(name, colours.isEmpty() ? "that it does not name" : colours));
    }
    if (e.number(0x0028_0008, 1) != 1) {
      throw new BadFile(name + " holds several frames; a single picture is read");
    }
    return colours.endsWith("1");
  }

  private static float[] inverted(float[] grey) {
    for (int i = 0; i < grey.length; i++) {
      grey[i] = 1 - grey[i];
    }
    return grey;
  }
}
