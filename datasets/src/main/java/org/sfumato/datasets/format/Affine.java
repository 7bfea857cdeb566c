package org.sfumato.datasets.format;

import java.util.Arrays;

/**
 * Where voxels lie: the place of stored index (i, j, k) in patient coordinates, in millimetres to
 * the right, front and up (RAS, the convention of NIfTI).
 *
 * @param rows three rows of four: three factors and the offset
 */
public record Affine(double[][] rows) {
  public Affine {
    rows = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /** The place of a stored index, which need not be whole. */
  public double[] at(double i, double j, double k) {
    var place = new double[3];
    for (int r = 0; r < 3; r++) {
      place[r] = rows[r][0] * i + rows[r][1] * j + rows[r][2] * k + rows[r][3];
    }
    return place;
  }

  /** Millimetres from a voxel to the next along a stored axis. */
  double step(int axis) {
    return Math.hypot(Math.hypot(rows[0][axis], rows[1][axis]), rows[2][axis]);
  }

  /** The volume of a voxel in mm³, negative for a left-handed order of the axes. */
  double determinant() {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += rows[0][c] * minor(0, c);
    }
    return sum;
  }

  /** Signed minors by cyclic indices. */
  private double minor(int r, int c) {
    int a = (r + 1) % 3;
    int b = (r + 2) % 3;
    int d = (c + 1) % 3;
    int e = (c + 2) % 3;
    return rows[a][d] * rows[b][e] - rows[a][e] * rows[b][d];
  }

  /** From places to stored indices; the determinant must not be 0. */
  public Affine inverse() {
    double determinant = determinant();
    var inverse = new double[3][4];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        inverse[r][c] = minor(c, r) / determinant;
        inverse[r][3] -= inverse[r][c] * rows[c][3];
      }
    }
    return new Affine(inverse);
  }
}
