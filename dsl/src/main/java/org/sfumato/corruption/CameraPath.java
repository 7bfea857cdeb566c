package org.sfumato.corruption;

/**
 * The path of a shaken camera: it goes on at constant speed, turns a little at each step, more so
 * with intensity, and jerks to a new direction now and then.
 */
final class CameraPath {
  /** Steps of a path, if there are as many random numbers. */
  private static final int STEPS = 64;

  /** Points between two steps, so that a path drawn on pixels has no gaps. */
  private static final int FINE = 16;

  private final double[] down;
  private final double[] across;

  /**
   * @param turn normal numbers, from {@code at} on, {@code n} of them
   * @param jerk uniform numbers, likewise
   */
  CameraPath(double[] turn, double[] jerk, int at, int n, double intensity) {
    int steps = Math.min(STEPS, n);
    down = new double[steps + 1];
    across = new double[steps + 1];
    double angle = 2 * Math.PI * jerk[at];
    double bend = 0;
    for (int t = 0; t < steps; t++) {
      bend = 0.8 * bend + 0.15 * intensity * turn[at + t];
      angle += bend;
      if (t > 0 && jerk[at + t] < 0.1 * intensity) {
        angle += Math.PI * (0.5 + jerk[at + t] / (0.1 * intensity));
      }
      down[t + 1] = down[t] + StrictMath.sin(angle);
      across[t + 1] = across[t] + StrictMath.cos(angle);
    }
  }

  /** The time spent over each of n×n pixels, from 0; it sums to 1. */
  double[] kernel(int n) {
    double[] v = centred(down);
    double[] u = centred(across);
    double largest = Math.max(extent(v), extent(u));
    double room = Math.min(n / 2, n - 1 - n / 2);
    double scale = largest == 0 ? 0 : room / largest;
    var k = new double[n * n];
    int points = (v.length - 1) * FINE;
    for (int p = 0; p < points; p++) {
      int t = p / FINE;
      double part = (p % FINE) / (double) FINE;
      add(
          k,
          n,
          n / 2 + scale * (v[t] + part * (v[t + 1] - v[t])),
          n / 2 + scale * (u[t] + part * (u[t + 1] - u[t])),
          1.0 / points);
    }
    return k;
  }

  /** About its own middle. */
  private static double[] centred(double[] path) {
    double least = path[0];
    double most = path[0];
    for (double p : path) {
      least = Math.min(least, p);
      most = Math.max(most, p);
    }
    var about = new double[path.length];
    for (int t = 0; t < path.length; t++) {
      about[t] = path[t] - (least + most) / 2;
    }
    return about;
  }

  private static double extent(double[] path) {
    double most = 0;
    for (double p : path) {
      most = Math.max(most, Math.abs(p));
    }
    return most;
  }

  /** Shares a weight among the four pixels around a point, as bilinear interpolation would. */
  private static void add(double[] k, int n, double row, double column, double weight) {
    int r = (int) Math.floor(row);
    int c = (int) Math.floor(column);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double share =
            (i == 0 ? 1 - (row - r) : row - r) * (j == 0 ? 1 - (column - c) : column - c);
        if (share > 0) {
          k[Math.min(r + i, n - 1) * n + Math.min(c + j, n - 1)] += weight * share;
        }
      }
    }
  }
}
