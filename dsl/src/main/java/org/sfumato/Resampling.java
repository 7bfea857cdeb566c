package org.sfumato;

/**
 * Separable resampling of planes: each target pixel is the mean of the source under it when
 * shrinking (so nothing aliases), and the linear interpolation between pixel centres when
 * enlarging.
 */
public final class Resampling {
  private Resampling() {}

  /** Resamples {@code planes} pictures of {@code h}×{@code w} to {@code toH}×{@code toW}. */
  public static void planes(float[] from, int planes, int h, int w, float[] to, int toH, int toW) {
    var rows = weights(h, toH);
    var columns = weights(w, toW);
    var half = new float[toH * w];
    for (int p = 0; p < planes; p++) {
      for (int i = 0; i < toH; i++) {
        for (int x = 0; x < w; x++) {
          double sum = 0;
          for (int k = 0; k < rows.weight[i].length; k++) {
            sum += rows.weight[i][k] * from[p * h * w + (rows.start[i] + k) * w + x];
          }
          half[i * w + x] = (float) sum;
        }
      }
      for (int i = 0; i < toH; i++) {
        for (int j = 0; j < toW; j++) {
          double sum = 0;
          for (int k = 0; k < columns.weight[j].length; k++) {
            sum += columns.weight[j][k] * half[i * w + columns.start[j] + k];
          }
          to[p * toH * toW + i * toW + j] = (float) sum;
        }
      }
    }
  }

  private record Weights(int[] start, double[][] weight) {}

  private static Weights weights(int from, int to) {
    var start = new int[to];
    var weight = new double[to][];
    double scale = (double) from / to;
    for (int i = 0; i < to; i++) {
      if (scale >= 1) {
        double a = i * scale;
        double b = (i + 1) * scale;
        int first = (int) Math.floor(a + 1e-9);
        int last = Math.min(from - 1, (int) Math.ceil(b - 1e-9) - 1);
        start[i] = first;
        weight[i] = new double[last - first + 1];
        for (int k = first; k <= last; k++) {
          weight[i][k - first] = (Math.min(b, k + 1) - Math.max(a, k)) / scale;
        }
      } else {
        double centre = Math.min(from - 1, Math.max(0, (i + .5) * scale - .5));
        int first = Math.min(from - 1, (int) Math.floor(centre));
        double share = centre - first;
        start[i] = first;
        weight[i] = first + 1 < from ? new double[] {1 - share, share} : new double[] {1};
      }
    }
    return new Weights(start, weight);
  }
}
