package org.sfumato.metric;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The interval of a proportion by inverting the score test (Wilson 1927): never empty, never beyond
 * [0, 1], and of sensible width when none or all succeeded.
 *
 * <pre>  (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)</pre>
 *
 * @param share of successes, in [0, 1]
 * @param low lower end, in [0, share]
 * @param high upper end, in [share, 1]
 */
public record Wilson(double share, double low, double high) {
  /**
   * @param successes from 0 to {@code trials}
   * @param trials 1 or more
   * @param confidence such as 0.95
   */
  public static Wilson of(int successes, int trials, double confidence) {
    double z = quantile(confidence);
    double p = (double) successes / trials;
    double centre = p + z * z / (2 * trials);
    double half = z * Math.sqrt(p * (1 - p) / trials + z * z / (4. * trials * trials));
    double scale = 1 + z * z / trials;
    return new Wilson(
        p,
        successes == 0 ? 0 : Math.max(0, (centre - half) / scale),
        successes == trials ? 1 : Math.min(1, (centre + half) / scale));
  }

  /** The two-sided quantile of the normal distribution: 1.96 for 0.95. */
  static double quantile(double confidence) {
    return new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + confidence) / 2);
  }
}
