package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sfumato.Images;
import org.sfumato.datasets.format.DicomFile;
import org.sfumato.datasets.format.NiftiFile;

/**
 * A head whose values are linear in millimetres, so that any right way of interpolating gives them
 * exactly. It is a cylinder about (8, −12) whose top lies at z = 60.
 */
final class SmallHead {
  private static final double X = 8;
  private static final double Y = -12;
  private static final int SIDE = 54;
  private static final int SLICES = 50;
  private static final double STEP = 4;
  private static final double FIRST = 106;

  private SmallHead() {}

  /** A value at a place in mm to the right, front and up. */
  interface Field {
    double at(double x, double y, double z);
  }

  private static double bright(double x, double y, double z) {
    return 500 + x + .8 * y + 1.2 * z;
  }

  private static double dim(double x, double y, double z) {
    return 900 - 1.5 * x + .5 * y + .7 * z;
  }

  private static double head(double x, double y, double z) {
    return Math.hypot((x - X) / 70, (y - Y) / 85) < 1 && z <= 60 ? bright(x, y, z) : 0;
  }

  /** Voxels of 4 mm, axial slices in right, front, up order or sagittal ones of the same places. */
  static byte[] t1(boolean sagittal) {
    double[][] axial = {{STEP, 0, 0, -FIRST}, {0, STEP, 0, -FIRST}, {0, 0, STEP, -100}};
    double[][] turned = {{0, 0, -STEP, FIRST}, {STEP, 0, 0, -FIRST}, {0, -STEP, 0, 96}};
    return sagittal
        ? file(ByteOrder.BIG_ENDIAN, new int[] {SIDE, SLICES, SIDE}, turned, SmallHead::head)
        : file(ByteOrder.LITTLE_ENDIAN, new int[] {SIDE, SIDE, SLICES}, axial, SmallHead::head);
  }

  static byte[] volume(ByteOrder order, Field field) {
    double[][] axial = {{STEP, 0, 0, -FIRST}, {0, STEP, 0, -FIRST}, {0, 0, STEP, -100}};
    return file(order, new int[] {SIDE, SIDE, SLICES}, axial, field);
  }

  /** Voxels of 5×6×7 mm on a grid turned by 0.2 about the vertical, back to front. */
  static byte[] pd() {
    double c = Math.cos(.2);
    double s = Math.sin(.2);
    double[][] affine = {{5 * c, 6 * s, 0, -130}, {5 * s, -6 * c, 0, 110}, {0, 0, 7, -120}};
    return file(ByteOrder.LITTLE_ENDIAN, new int[] {52, 42, 30}, affine, SmallHead::dim);
  }

  private static byte[] file(ByteOrder order, int[] dims, double[][] affine, Field field) {
    var bytes =
        NiftiFile.bytes(
            order,
            16,
            4,
            dims,
            b -> {
              for (int at = 0; at < dims[0] * dims[1] * dims[2]; at++) {
                int[] i = {at % dims[0], at / dims[0] % dims[1], at / dims[0] / dims[1], 1};
                var place = new double[3];
                for (int r = 0; r < 3; r++) {
                  for (int k = 0; k < 4; k++) {
                    place[r] += affine[r][k] * i[k];
                  }
                }
                b.putFloat((float) field.at(place[0], place[1], place[2]));
              }
            });
    var header = ByteBuffer.wrap(bytes).order(order);
    for (int r = 0; r < 3; r++) {
      for (int k = 0; k < 4; k++) {
        header.putFloat(280 + 16 * r + 4 * k, (float) affine[r][k]);
      }
    }
    return NiftiFile.gzip(bytes);
  }

  /** Each pixel inside the head shows the linear field at its own place, by one scale for all. */
  static void assertPlane(Images images, boolean t1) {
    double fg = 0;
    double gg = 0;
    for (int pass = 0; pass < 2; pass++) {
      int checked = 0;
      for (int level = 0; level < 12; level++) {
        long slice = Math.round(40 - (35 + 5 * (11 - level)) / STEP);
        var grey = images.get(level).values();
        for (int k = 0; k < grey.length; k++) {
          // The square of 216 mm lies about the head: the picture's middle is the head's.
          double x = X + 108 - (k % 64 + .5) * 216 / 64;
          double y = Y + 108 - (k / 64 + .5) * 216 / 64;
          double z = -100 + STEP * slice;
          double field = t1 ? bright(x, y, z) : dim(x, y, z);
          if (Math.hypot((x - X) / 60, (y - Y) / 75) < 1 && grey[k] < .99) {
            checked++;
            fg += pass == 0 ? field * grey[k] : 0;
            gg += pass == 0 ? field * field : 0;
            if (pass == 1) {
              assertEquals(field * fg / gg, grey[k], 1.1 / 255, "pixel " + k + " of " + level);
            }
          }
        }
      }
      assertTrue(checked > 10_000, "only " + checked + " pixels were compared");
    }
  }

  /** The Hounsfield units of {@link #dicom} at a height. */
  static double units(double z) {
    return -150 + 3 * z;
  }

  /** MR: a disc of 300 mm every 4 mm on 40×40 pixels of 1 cm; CT: a square of 300 mm every 5 mm. */
  static DicomFile dicom(String kind, int k, int intercept) {
    boolean ct = kind.equals(DicomFile.CT);
    int side = ct ? 30 : 40;
    double z = k * (ct ? 5 : 4);
    var values = new int[side * side];
    for (int i = 0; i < values.length; i++) {
      double across = i % side + .5 - side / 2.;
      double down = i / side + .5 - side / 2.;
      values[i] =
          ct ? (int) units(z) - intercept : Math.hypot(across, down) < 15 ? 500 + 10 * k : 3;
    }
    double first = -10 * side / 2. + 5;
    return DicomFile.slice(kind, side, side, values)
        .at(first, first, z)
        .text(0x0028_0030, "DS", "10\\10")
        .text(0x0028_1052, "DS", String.valueOf(intercept));
  }
}
