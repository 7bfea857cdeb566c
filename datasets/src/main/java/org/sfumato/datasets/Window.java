package org.sfumato.datasets;

import java.util.Arrays;
import org.sfumato.Numbers;
import org.sfumato.datasets.format.Volume;

/**
 * How the values of a volume become grey: (value − black)/(white − black) clipped to [0, 1].
 *
 * @param fixed black and white in the volume's own units; null to take them from the volume
 * @param outside the value of what lies outside the volume
 */
record Window(double[] fixed, double outside) {
  private static final double BRIGHT = 0.995;

  /** Percentiles are taken of at most this many voxels, evenly spread. */
  private static final int SAMPLED = 2_000_000;

  /** Hounsfield units about a centre; beyond the volume is air. */
  static Window hounsfield(double centre, double width) {
    return new Window(new double[] {centre - width / 2, centre + width / 2}, -1000);
  }

  /** MR has no units of its own: the bright end of each volume is white. */
  static Window bright() {
    return new Window(null, 0);
  }

  /** Black and white of a volume. */
  double[] of(Volume volume) {
    if (fixed != null) {
      return fixed.clone();
    }
    int n = volume.count();
    int step = Math.max(1, n / SAMPLED);
    var some = new double[(n + step - 1) / step];
    double mean = 0;
    for (int i = 0; i < some.length; i++) {
      some[i] = volume.stored(i * step);
      mean += some[i] / some.length;
    }
    Arrays.sort(some);
    int first = 0;
    while (first < some.length - 1 && some[first] <= mean) {
      first++;
    }
    // Of what is brighter than the mean: how much air a scan holds does not matter.
    double white = some[first + (int) Math.round(BRIGHT * (some.length - 1 - first))];
    double black = Math.min(0, some[0]);
    return new double[] {black, white > black ? white : black + 1};
  }

  String text() {
    return fixed == null
        ? "black 0 (or the least value, if negative), white the 99.5th percentile of the volume's voxels above its mean"
        : "black %s HU, white %s HU".formatted(Numbers.text(fixed[0]), Numbers.text(fixed[1]));
  }
}
