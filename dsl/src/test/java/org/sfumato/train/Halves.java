package org.sfumato.train;

import java.util.Random;
import org.sfumato.Data;
import org.sfumato.Images;

/**
 * Pictures of two kinds: one half is bright and the other dark, either way, with a little noise.
 */
final class Halves {
  static final int SIDE = 8;

  private Halves() {}

  static Images of(int n) {
    var random = new Random(3);
    var values = new float[n * SIDE * SIDE];
    for (int i = 0; i < n; i++) {
      boolean left = random.nextBoolean();
      for (int k = 0; k < SIDE * SIDE; k++) {
        boolean bright = k % SIDE < SIDE / 2 == left;
        values[i * SIDE * SIDE + k] =
            (float) ((bright ? .8 : .3) + .05 * Math.max(-2, Math.min(2, random.nextGaussian())));
      }
    }
    return Data.imagesOf(values, n, 1, SIDE, SIDE);
  }
}
