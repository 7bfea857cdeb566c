package org.sfumato.judge;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/**
 * The bias-corrected and accelerated bootstrap interval of a mean over images (Efron 1987), units
 * resampled whole. Of the resampled means it takes the quantiles
 *
 * <pre>  α = Φ(z₀ + (z₀ + z) / (1 − a (z₀ + z))),   z = ±Φ⁻¹((1 + confidence)/2)</pre>
 *
 * with z₀ = Φ⁻¹(share of resampled means below the mean, ties half) and the acceleration a = Σ d³ /
 * 6 (Σ d²)^1.5 of the jackknife over units. The resamples are keyed by the stream "bootstrap" and
 * the number of units, so the same table gives the same interval everywhere, and the cells of a
 * table share their resamples.
 */
final class Bca {
  static final int RESAMPLES = 4000;

  private Bca() {}

  /**
   * @param sums of the values of each unit
   * @param counts of the images of each unit
   * @return lower and upper end
   */
  static double[] ends(double[] sums, int[] counts, double confidence) {
    return ends(sums, counts, confidence, resampled(sums, counts));
  }

  static double[] ends(double[] sums, int[] counts, double confidence, double[] resampled) {
    double mean = mean(sums, counts);
    var sorted = resampled.clone();
    Arrays.sort(sorted);
    double below = 0;
    for (double r : sorted) {
      below += r < mean ? 1 : r == mean ? .5 : 0;
    }
    // All on one side happens only with very few units; the quantile must stay finite.
    double share = Math.max(.5, Math.min(sorted.length - .5, below)) / sorted.length;
    var normal = new NormalDistribution(null, 0, 1);
    double bias = normal.inverseCumulativeProbability(share);
    double a = acceleration(sums, counts);
    double z = normal.inverseCumulativeProbability((1 + confidence) / 2);
    var ends = new double[2];
    for (int side = 0; side < 2; side++) {
      double at = bias + (side == 0 ? -z : z);
      ends[side] = quantile(sorted, normal.cumulativeProbability(bias + at / (1 - a * at)));
    }
    return ends;
  }

  private static double mean(double[] sums, int[] counts) {
    return DoubleStream.of(sums).sum() / Arrays.stream(counts).sum();
  }

  private static double acceleration(double[] sums, int[] counts) {
    double sum = DoubleStream.of(sums).sum();
    double count = Arrays.stream(counts).sum();
    var without = new double[sums.length];
    Arrays.setAll(without, u -> (sum - sums[u]) / (count - counts[u]));
    double centre = DoubleStream.of(without).average().orElseThrow();
    double squares = 0;
    double cubes = 0;
    for (double w : without) {
      squares += (centre - w) * (centre - w);
      cubes += Math.pow(centre - w, 3);
    }
    return squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
  }

  private static double[] resampled(double[] sums, int[] counts) {
    int n = sums.length;
    var means = new double[RESAMPLES];
    var even = new float[n];
    var noise = new Noise(0);
    var id = new ImageId("units", n);
    for (int b = 0; b < RESAMPLES; b++) {
      noise.uniform("bootstrap", id, b, even, 0, n);
      double sum = 0;
      double count = 0;
      for (float u : even) {
        int unit = (int) (u * (double) n);
        sum += sums[unit];
        count += counts[unit];
      }
      means[b] = sum / count;
    }
    return means;
  }

  /** Between the two nearest of the sorted values, linearly. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int k = (int) Math.min(sorted.length - 2, Math.floor(at));
    return sorted[k] + (at - k) * (sorted[k + 1] - sorted[k]);
  }
}
