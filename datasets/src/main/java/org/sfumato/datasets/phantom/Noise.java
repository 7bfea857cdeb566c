package org.sfumato.datasets.phantom;

import java.util.SplittableRandom;

/**
 * Smooth random function of three variables, about [-1, 1], one feature per unit length, with its
 * slope in the slice plane. Gradient noise (Perlin, SIGGRAPH 2002), keyed by a seed.
 */
final class Noise {
  private static final int[] GX = {1, -1, 1, -1, 1, -1, 1, -1, 0, 0, 0, 0, 1, -1, 0, 0};
  private static final int[] GY = {1, 1, -1, -1, 0, 0, 0, 0, 1, -1, 1, -1, 1, 1, -1, -1};
  private static final int[] GZ = {0, 0, 0, 0, 1, 1, -1, -1, 1, 1, -1, -1, 0, 0, 1, -1};

  private final int[] order = new int[512];

  Noise(long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 256; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    System.arraycopy(order, 0, order, 256, 256);
  }

  /** The value at (x, y, z). */
  double at(double x, double y, double z) {
    return at(x, y, z, null);
  }

  /** The value at (x, y, z); writes ∂/∂x and ∂/∂y into slope[0], slope[1]. */
  double at(double x, double y, double z, double[] slope) {
    int xi = floor(x);
    int yi = floor(y);
    int zi = floor(z);
    double fx = x - xi;
    double fy = y - yi;
    double fz = z - zi;
    double wx = fade(fx);
    double wy = fade(fy);
    double wz = fade(fz);
    int a = order[xi & 255] + (yi & 255);
    int b = order[(xi + 1) & 255] + (yi & 255);
    int z0 = zi & 255;
    int z1 = (zi + 1) & 255;
    int h0 = order[order[a & 255] + z0] & 15;
    int h1 = order[order[b & 255] + z0] & 15;
    int h2 = order[order[(a + 1) & 255] + z0] & 15;
    int h3 = order[order[(b + 1) & 255] + z0] & 15;
    int h4 = order[order[a & 255] + z1] & 15;
    int h5 = order[order[b & 255] + z1] & 15;
    int h6 = order[order[(a + 1) & 255] + z1] & 15;
    int h7 = order[order[(b + 1) & 255] + z1] & 15;
    double n0 = GX[h0] * fx + GY[h0] * fy + GZ[h0] * fz;
    double n1 = GX[h1] * (fx - 1) + GY[h1] * fy + GZ[h1] * fz;
    double n2 = GX[h2] * fx + GY[h2] * (fy - 1) + GZ[h2] * fz;
    double n3 = GX[h3] * (fx - 1) + GY[h3] * (fy - 1) + GZ[h3] * fz;
    double n4 = GX[h4] * fx + GY[h4] * fy + GZ[h4] * (fz - 1);
    double n5 = GX[h5] * (fx - 1) + GY[h5] * fy + GZ[h5] * (fz - 1);
    double n6 = GX[h6] * fx + GY[h6] * (fy - 1) + GZ[h6] * (fz - 1);
    double n7 = GX[h7] * (fx - 1) + GY[h7] * (fy - 1) + GZ[h7] * (fz - 1);
    if (slope != null) {
      double dx = fadeSlope(fx) * mix(mix(n1 - n0, n3 - n2, wy), mix(n5 - n4, n7 - n6, wy), wz);
      double dy = fadeSlope(fy) * mix(mix(n2 - n0, n3 - n1, wx), mix(n6 - n4, n7 - n5, wx), wz);
      slope[0] = dx + blend(GX, wx, wy, wz, h0, h1, h2, h3, h4, h5, h6, h7);
      slope[1] = dy + blend(GY, wx, wy, wz, h0, h1, h2, h3, h4, h5, h6, h7);
    }
    return mix(
        mix(mix(n0, n1, wx), mix(n2, n3, wx), wy), mix(mix(n4, n5, wx), mix(n6, n7, wx), wy), wz);
  }

  private static double blend(
      int[] g,
      double wx,
      double wy,
      double wz,
      int h0,
      int h1,
      int h2,
      int h3,
      int h4,
      int h5,
      int h6,
      int h7) {
    return mix(
        mix(mix(g[h0], g[h1], wx), mix(g[h2], g[h3], wx), wy),
        mix(mix(g[h4], g[h5], wx), mix(g[h6], g[h7], wx), wy),
        wz);
  }

  private static int floor(double x) {
    int i = (int) x;
    return x < i ? i - 1 : i;
  }

  private static double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  private static double fadeSlope(double t) {
    return 30 * t * t * (t * (t - 2) + 1);
  }

  private static double mix(double a, double b, double w) {
    return a + w * (b - a);
  }
}
