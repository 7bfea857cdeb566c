package org.sfumato.datasets.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * One slice of a CT or MR series in a DICOM file: uncompressed, little endian, 16 bits, one grey
 * sample a pixel. Anything else is refused by name rather than guessed. Source: DICOM PS3.3
 * (C.7.6.2 image plane, C.11.1 modality LUT), PS3.5 (7.1 elements), PS3.10 (7.1 file).
 *
 * @param name how errors call it
 * @param series the series it belongs to
 * @param modality {@code CT} or {@code MR}
 * @param rows of the slice
 * @param columns of the slice
 * @param position of the first pixel's centre, mm to the left, back and up
 * @param across direction along a row, then down a column: six cosines
 * @param spacing mm between rows, then between columns
 * @param values stored · slope + intercept, row by row; Hounsfield units for CT
 */
record Dicom(
    String name,
    String series,
    String modality,
    int rows,
    int columns,
    double[] position,
    double[] across,
    double[] spacing,
    float[] values) {
  private static final int PREAMBLE = 128;
  private static final String IMPLICIT = "1.2.840.10008.1.2";
  private static final String EXPLICIT = "1.2.840.10008.1.2.1";
  private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
  private static final int DEPTH = 16;

  /** Whether the bytes carry the mark of a DICOM file. */
  static boolean marked(byte[] bytes) {
    return bytes.length > PREAMBLE + 4
        && new String(bytes, PREAMBLE, 4, StandardCharsets.ISO_8859_1).equals("DICM");
  }

  /**
   * Reads a slice.
   *
   * @throws BadFile if it is not one of those above, is damaged or cut off
   */
  static Dicom read(byte[] bytes, String name) {
    if (!marked(bytes)) {
      throw new BadFile(
          name + " is not a DICOM file: it does not carry the mark \"DICM\" at byte 128");
    }
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(PREAMBLE + 4);
    var meta = DicomElements.meta(in, name);
    var syntax = meta.text(0x0002_0010);
    if (!syntax.equals(IMPLICIT) && !syntax.equals(EXPLICIT)) {
      throw new BadFile(
          "%s is stored in transfer syntax %s; only uncompressed little-endian files are read (1.2.840.10008.1.2 and .1.2.1): convert it, for example with dcmdjpeg"
              .formatted(name, syntax.isEmpty() ? "that it does not name" : syntax));
    }
    return slice(DicomElements.rest(in, syntax.equals(EXPLICIT), name), name);
  }

  private static Dicom slice(DicomElements e, String name) {
    var kind = e.text(0x0008_0016);
    if (!kind.equals(STORAGE + "2") && !kind.equals(STORAGE + "4")) {
      throw new BadFile(
          "%s is not a CT or MR slice but of SOP class %s"
              .formatted(name, kind.isEmpty() ? "unknown" : kind));
    }
    require(e, name, "samples per pixel", 0x0028_0002, 1, 1);
    require(e, name, "bits allocated", 0x0028_0100, 16, -1);
    require(e, name, "frames", 0x0028_0008, 1, 1);
    var colours = e.text(0x0028_0004);
    if (!colours.equals("MONOCHROME2")) {
      throw new BadFile(
          "%s has the photometric interpretation %s; MONOCHROME2 is read"
              .formatted(name, colours.isEmpty() ? "that it does not name" : colours));
    }
    int rows = e.number(0x0028_0010, -1);
    int columns = e.number(0x0028_0011, -1);
    if (rows < 1 || columns < 1) {
      throw new BadFile("%s does not say how many rows and columns it has".formatted(name));
    }
    var pixels = e.pixels();
    long need = 2L * rows * columns;
    if (pixels == null || pixels.remaining() < need) {
      throw new BadFile(
          "%s is cut off: it holds %d of %d bytes of pixels; copy or download it again"
              .formatted(name, pixels == null ? 0 : pixels.remaining(), need));
    }
    double slope = e.decimals(0x0028_1053, 1, new double[] {1})[0];
    double intercept = e.decimals(0x0028_1052, 1, new double[] {0})[0];
    var across = e.decimals(0x0020_0037, 6, null);
    var spacing = e.decimals(0x0028_0030, 2, null);
    if (!(spacing[0] > 0 && spacing[1] > 0)) {
      throw new BadFile("%s has pixels of no size".formatted(name));
    }
    checkDirections(across, name);
    return new Dicom(
        name,
        e.text(0x0020_000E),
        kind.equals(STORAGE + "2") ? "CT" : "MR",
        rows,
        columns,
        e.decimals(0x0020_0032, 3, null),
        across,
        spacing,
        values(e, pixels, rows * columns, slope, intercept));
  }

  private static void require(
      DicomElements e, String name, String what, int tag, int wanted, int unless) {
    int is = e.number(tag, unless);
    if (is != wanted) {
      throw new BadFile(
          "%s has %s %s; %d is read".formatted(name, is < 0 ? "unknown" : "" + is, what, wanted));
    }
  }

  /** Two unit vectors at right angles, as the standard asks; to a thousandth. */
  private static void checkDirections(double[] d, String name) {
    double row = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
    double column = d[3] * d[3] + d[4] * d[4] + d[5] * d[5];
    double between = d[0] * d[3] + d[1] * d[4] + d[2] * d[5];
    boolean right = Stream.of(row - 1, column - 1, between).allMatch(off -> Math.abs(off) < 2e-3);
    if (!right) {
      throw new BadFile("%s has an impossible orientation: %s".formatted(name, Arrays.toString(d)));
    }
  }

  private static float[] values(
      DicomElements e, ByteBuffer pixels, int count, double slope, double intercept) {
    int bits = e.number(0x0028_0101, 16);
    int high = e.number(0x0028_0102, bits - 1);
    if (bits < 1 || bits > 16 || high < bits - 1 || high > 15) {
      throw new BadFile(
          "%s stores %d bits below bit %d, which do not fit into 16"
              .formatted(e.name(), bits, high + 1));
    }
    boolean signed = e.number(0x0028_0103, 0) == 1;
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      // To the left end, and back with or without the sign: other bits fall away.
      int raw = pixels.getShort(pixels.position() + 2 * i) << 16 << 15 - high;
      int stored = signed ? raw >> 32 - bits : raw >>> 32 - bits;
      values[i] = (float) (stored * slope + intercept);
    }
    return values;
  }

  /** Refuses items nested more deeply than any real file. */
  static void checkDepth(int depth, String name) {
    if (depth > DEPTH) {
      throw new BadFile(name + " is damaged: its sequences lie in each other without end");
    }
  }
}
