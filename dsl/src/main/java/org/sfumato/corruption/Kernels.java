package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The kernels of blurs and of resampling, in double precision; each sums to 1. */
final class Kernels {
  private Kernels() {}

  /**
   * A Gaussian, cut off at the whole number of pixels next to 4σ.
   *
   * @return the weights at distances 0 to r
   */
  static double[] gaussian(double sigma) {
    int r = (int) (4 * sigma + 0.5);
    var k = new double[r + 1];
    double sum = 0;
    for (int d = 0; d <= r; d++) {
      k[d] = Math.exp(-0.5 * d * d / (sigma * sigma));
      sum += d == 0 ? k[d] : 2 * k[d];
    }
    for (int d = 0; d <= r; d++) {
      k[d] /= sum;
    }
    return k;
  }

  /**
   * Cubic resampling to a k-th of the size (Keys 1981, a = −½), widened by k so that it does not
   * alias: each new pixel lies in the middle of its block of k, and the image is mirrored at its
   * edges.
   *
   * @return {@code [n/k][n]}
   */
  static double[][] bicubic(int k, int n) {
    var a = new double[n / k][n];
    for (int b = 0; b < n / k; b++) {
      double middle = b * k + (k - 1) / 2.0;
      double sum = 0;
      for (int j = (int) Math.ceil(middle - 2 * k); j <= middle + 2 * k; j++) {
        sum += keys((j - middle) / k);
      }
      for (int j = (int) Math.ceil(middle - 2 * k); j <= middle + 2 * k; j++) {
        a[b][Axis.mirror(j, n)] += keys((j - middle) / k) / sum;
      }
    }
    return a;
  }

  private static double keys(double x) {
    double d = Math.abs(x);
    if (d <= 1) {
      return 1.5 * d * d * d - 2.5 * d * d + 1;
    }
    return d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0;
  }

  /**
   * A kernel over both axes, laid on a periodic image with its origin at the upper left; a kernel
   * larger than the image comes round again.
   *
   * @param side the weights at distances 0 to r along one axis
   * @return {@code [1, 1, H, W]} in the number type of {@code like}
   */
  static NDArray periodic(double[] side, NDArray like) {
    int h = (int) like.getShape().get(2);
    int w = (int) like.getShape().get(3);
    var values = new double[h * w];
    for (int i = 1 - side.length; i < side.length; i++) {
      for (int j = 1 - side.length; j < side.length; j++) {
        values[Math.floorMod(i, h) * w + Math.floorMod(j, w)] +=
            side[Math.abs(i)] * side[Math.abs(j)];
      }
    }
    return like.getManager()
        .create(values, new Shape(1, 1, h, w))
        .toType(like.getDataType(), false);
  }
}
