package org.sfumato.datasets.format;

import java.nio.ByteBuffer;

/** Where the stored axes of a NIfTI volume point: its sform, else its qform. */
final class Directions {
  private Directions() {}

  /**
   * @return a 3×3 matrix whose column k is the direction of stored axis k in patient coordinates
   *     (right, front, up); null if the header says nothing usable
   */
  static double[][] of(ByteBuffer header) {
    var found =
        header.getShort(254) > 0 ? sform(header) : header.getShort(252) > 0 ? qform(header) : null;
    if (found == null) {
      return null;
    }
    for (int axis = 0; axis < 3; axis++) {
      double length = Math.hypot(Math.hypot(found[0][axis], found[1][axis]), found[2][axis]);
      if (!(length > 0) || Double.isInfinite(length)) {
        return null;
      }
    }
    return found;
  }

  /**
   * @return from stored indices to millimetres; null if the header says nothing usable
   */
  static Affine affine(ByteBuffer header) {
    var found = of(header);
    if (found == null) {
      return null;
    }
    boolean sform = header.getShort(254) > 0;
    var rows = new double[3][4];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        // A quaternion has unit columns: the sizes of voxels stand in pixdim.
        double size = sform ? 1 : header.getFloat(80 + 4 * axis);
        rows[row][axis] = found[row][axis] * size;
      }
      rows[row][3] = header.getFloat(sform ? 292 + 16 * row : 268 + 4 * row);
    }
    return new Affine(rows);
  }

  private static double[][] sform(ByteBuffer header) {
    var m = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        m[row][axis] = header.getFloat(280 + 16 * row + 4 * axis);
      }
    }
    return m;
  }

  /** The rotation of the unit quaternion (a, b, c, d), of which b, c, d are stored. */
  private static double[][] qform(ByteBuffer header) {
    double b = header.getFloat(256);
    double c = header.getFloat(260);
    double d = header.getFloat(264);
    double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
    // The first pixdim holds the handedness: −1 turns the third axis round.
    double flip = header.getFloat(76) < 0 ? -1 : 1;
    return new double[][] {
      {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), flip * 2 * (b * d + a * c)},
      {2 * (b * c + a * d), a * a + c * c - b * b - d * d, flip * 2 * (c * d - a * b)},
      {2 * (b * d - a * c), 2 * (c * d + a * b), flip * (a * a + d * d - b * b - c * c)}
    };
  }
}
