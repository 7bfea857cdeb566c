package org.sfumato.judge;

import java.util.stream.DoubleStream;
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
