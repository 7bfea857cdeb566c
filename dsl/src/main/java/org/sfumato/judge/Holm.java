package org.sfumato.judge;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Holm's correction (1979): the chance of even one false finding among several stays in bounds. */
final class Holm {
  private Holm() {}

  /**
   * The k-th smallest of m p values is multiplied by m − k + 1, and none becomes smaller than one
   * before it, or larger than 1. Those that are NaN stay so and do not count.
   */
  static double[] adjusted(double[] p) {
    var order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted((i, j) -> Double.compare(p[i], p[j]))
            .toList();
    var adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double least = 0;
    for (int k = 0; k < order.size(); k++) {
      least = Math.max(least, Math.min(1, (order.size() - k) * p[order.get(k)]));
      adjusted[order.get(k)] = least;
    }
    return adjusted;
  }
}
