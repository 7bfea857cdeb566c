package org.sfumato.judge;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean over images and its Student t interval over independent units. With d_u the sum of (x −
 * mean) over the images of unit u, the standard error is √(U/(U−1) Σ d_u²) / N, with U − 1 degrees
 * of freedom; for units of equal size that is the usual interval of the units' means.
 *
 * @param mean over all images
 * @param low lower end, NaN if there are fewer than two units or a value is not finite
 * @param high upper end, NaN likewise
 * @param n number of units
 */
record Estimate(double mean, double low, double high, int n) {
  /** Below this, an interval over seeds says more about luck than about the method. */
  static final int FEWEST_SEEDS = 5;

  static Estimate of(double[] values, Units units, double confidence) {
    double mean = DoubleStream.of(values).average().orElse(Double.NaN);
    int n = units.count();
    if (n < 2 || !Double.isFinite(mean)) {
      return new Estimate(mean, Double.NaN, Double.NaN, n);
    }
    var deviation = new double[n];
    for (int i = 0; i < values.length; i++) {
      deviation[units.of().get(i)] += values[i] - mean;
    }
    double squares = DoubleStream.of(deviation).map(d -> d * d).sum();
    double error = Math.sqrt(squares * n / (n - 1)) / values.length;
    double half = quantile(confidence, n - 1) * error;
    return new Estimate(mean, mean - half, mean + half, n);
  }

  /**
   * A number that each seed has once, for all images together, with an interval over seeds if there
   * are enough of them to tell how they scatter.
   */
  static Estimate ofSeeds(double[] values, int images, double confidence) {
    if (values.length < FEWEST_SEEDS) {
      return new Estimate(
          DoubleStream.of(values).average().orElse(Double.NaN), Double.NaN, Double.NaN, images);
    }
    var each = IntStream.range(0, values.length).boxed().toList();
    return of(values, new Units(each, values.length, false), confidence);
  }

  /** The two-sided quantile of Student's t: 2.262 for 0.95 and 9 degrees of freedom. */
  static double quantile(double confidence, int degrees) {
    return new TDistribution(null, degrees).inverseCumulativeProbability((1 + confidence) / 2);
  }

  boolean hasInterval() {
    return !Double.isNaN(low);
  }

  boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
