package org.sfumato.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve and how it scatters (DeLong, DeLong, Clarke-Pearson 1988, by the
 * mid-ranks of Sun and Xu 2014). With R the ranks among all scores and R′ those within a class,
 *
 * <pre>  V₁ᵢ = (Rᵢ − R′ᵢ) / n₀ for positives,   V₀ⱼ = 1 − (Rⱼ − R′ⱼ) / n₁ for negatives
 *  AUC = mean V₁,   var AUC = var V₁ / n₁ + var V₀ / n₀</pre>
 *
 * Ties count half. It costs one sort.
 *
 * @param auc in [0, 1]
 * @param positive V₁, the share of negatives below each positive
 * @param negative V₀, the share of positives above each negative
 */
record DeLong(double auc, double[] positive, double[] negative) {
  static DeLong of(Labelled cases) {
    var ones = cases.of(1);
    var zeros = cases.of(0);
    var all = DoubleStream.concat(DoubleStream.of(ones), DoubleStream.of(zeros)).toArray();
    var among = ranks(all);
    var withinOnes = ranks(ones);
    var withinZeros = ranks(zeros);
    var positive =
        IntStream.range(0, ones.length)
            .mapToDouble(i -> (among[i] - withinOnes[i]) / zeros.length)
            .toArray();
    var negative =
        IntStream.range(0, zeros.length)
            .mapToDouble(j -> 1 - (among[ones.length + j] - withinZeros[j]) / ones.length)
            .toArray();
    // From the sum of ranks, which are halves of whole numbers, so that no digit is lost.
    double sum = Arrays.stream(among, 0, ones.length).sum();
    double u = sum - ones.length * (ones.length + 1.) / 2;
    return new DeLong(u / ones.length / zeros.length, positive, negative);
  }

  /** Ranks from 1; equal values share the mean of theirs. */
  static double[] ranks(double[] values) {
    var order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i] + 0.)) // −0 is 0
            .mapToInt(i -> i)
            .toArray();
    var ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int k = from; k < to; k++) {
        ranks[order[k]] = (from + 1 + to) / 2.;
      }
    }
    return ranks;
  }

  int fewest() {
    return Math.min(positive.length, negative.length);
  }

  /** NaN if a class has one case only. */
  double variance() {
    return covariance(this);
  }

  /** With the AUC of other scores of the same cases. */
  double covariance(DeLong other) {
    return covariance(positive, other.positive) / positive.length
        + covariance(negative, other.negative) / negative.length;
  }

  private static double covariance(double[] a, double[] b) {
    double ma = DoubleStream.of(a).average().orElseThrow();
    double mb = DoubleStream.of(b).average().orElseThrow();
    double sum = IntStream.range(0, a.length).mapToDouble(i -> (a[i] - ma) * (b[i] - mb)).sum();
    return a.length < 2 ? Double.NaN : sum / (a.length - 1);
  }
}
