package org.sfumato.guidance;

/**
 * Resizing along one axis as a matrix: Keys' cubic kernel with a = −½, widened when the picture
 * becomes smaller so that nothing aliases, the picture mirrored at its edges, every row of sum 1.
 */
final class CubicResize {
  private CubicResize() {}

  /** {@code to} rows of {@code from} weights. */
  static double[][] matrix(int from, int to) {
    double scale = (double) to / from;
    double narrow = Math.min(1, scale);
    var weights = new double[to][from];
    for (int row = 0; row < to; row++) {
      double centre = (row + .5) / scale - .5;
      double reach = 2 / narrow;
      double sum = 0;
      for (int k = (int) Math.floor(centre - reach); k <= Math.ceil(centre + reach); k++) {
        double w = cubic(narrow * (k - centre));
        weights[row][mirrored(k, from)] += w;
        sum += w;
      }
      for (int k = 0; k < from; k++) {
        weights[row][k] /= sum;
      }
    }
    return weights;
  }

  private static int mirrored(int k, int n) {
    int around = Math.floorMod(k, 2 * n);
    return around < n ? around : 2 * n - 1 - around;
  }

  private static double cubic(double x) {
    double a = Math.abs(x);
    if (a <= 1) {
      return (1.5 * a - 2.5) * a * a + 1;
    }
    return a < 2 ? ((-.5 * a + 2.5) * a - 4) * a + 2 : 0;
  }
}
