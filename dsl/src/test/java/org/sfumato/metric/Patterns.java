package org.sfumato.metric;

import org.sfumato.Data;
import org.sfumato.Images;

/** The 32×32 patterns of the golden values. */
final class Patterns {
  private static final int SIDE = 32;

  private Patterns() {}

  interface Pixel {
    double at(int i, int j);
  }

  static Images of(Pixel f) {
    var values = new float[SIDE * SIDE];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) f.at(k / SIDE, k % SIDE);
    }
    return Data.imagesOf(values, 1, 1, SIDE, SIDE);
  }

  static double a(int i, int j) {
    return (7 * i + 13 * j) % 32 / 31.;
  }

  static double b(int i, int j) {
    return Math.max(0, Math.min(1, a(i, j) + .1 * Math.cos(.7 * i) * Math.sin(.3 * j)));
  }

  static double c(int i, int j) {
    return (i + j) / 62.;
  }
}
