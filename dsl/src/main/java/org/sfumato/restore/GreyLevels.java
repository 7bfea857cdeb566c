package org.sfumato.restore;

import java.util.Arrays;

/**
 * The distribution of some grey levels.
 *
 * @param values the different ones, rising
 * @param shares of all that are not above each; rising, the last is 1
 */
record GreyLevels(float[] values, double[] shares) {
  static GreyLevels of(float[] all) {
    var sorted = all.clone();
    Arrays.sort(sorted);
    var values = new float[sorted.length];
    var shares = new double[sorted.length];
    int n = 0;
    for (int k = 0; k < sorted.length; k++) {
      if (k + 1 == sorted.length || sorted[k + 1] > sorted[k]) {
        // Zero has two signs, but is one grey.
        values[n] = sorted[k] + 0f;
        shares[n++] = (k + 1.0) / sorted.length;
      }
    }
    return new GreyLevels(Arrays.copyOf(values, n), Arrays.copyOf(shares, n));
  }

  /** F of one of the values. */
  double shareOf(float value) {
    return shares[Arrays.binarySearch(values, value + 0f)];
  }

  /** F⁻¹: linear between two values, the least below the least share. */
  double valueAt(double share) {
    int at = Arrays.binarySearch(shares, share);
    if (at >= 0) {
      return values[at];
    }
    int above = -at - 1;
    if (above == 0) {
      return values[0];
    }
    double part = (share - shares[above - 1]) / (shares[above] - shares[above - 1]);
    return values[above - 1] + part * (values[above] - values[above - 1]);
  }
}
