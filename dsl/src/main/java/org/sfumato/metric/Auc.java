package org.sfumato.metric;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.sfumato.Score;

/**
 * The area under the ROC curve with an interval. DeLong's, AUC ± z·se, where both classes have at
 * least {@value #FEWEST} cases and it stays within [0, 1]; elsewhere Newcombe's score interval
 * (Stat. Med. 2006; 25: 559–573, method 5), the θ with |θ − AUC| = z √V(θ),
 *
 * <pre>  V(θ) = θ(1−θ) [1 + (N−1)((1−θ)/(2−θ) + θ/(1+θ))] / (n₁ n₀),   N = (n₁ + n₀)/2</pre>
 *
 * which stays within [0, 1] and has a width also where every case is on its side: an AUC of 1 is no
 * proof.
 */
public final class Auc {
  /** Below so many cases in a class, DeLong's variance is itself too uncertain. */
  public static final int FEWEST = 10;

  private static final String VARIANT =
      "ties count half; DeLong interval, or Newcombe's where that leaves [0, 1] or a class has"
          + " under "
          + FEWEST;

  private Auc() {}

  /**
   * @param confidence such as 0.95
   * @return AUC in [0, 1] with its interval; n is the number of cases of both classes
   */
  public static Score of(Labelled cases, double confidence) {
    var d = DeLong.of(cases);
    var ends = ends(d, confidence);
    return new Score("AUC", d.auc(), ends[0], ends[1], cases.scores().length, VARIANT)
        .from(cases.provenance("scores"));
  }

  /**
   * AUC a − AUC b on the same cases, with DeLong's paired interval and p value. Where one of the
   * two has no DeLong interval, the interval is made of theirs by adding their arms in squares
   * (MOVER; Zou and Donner 2008), with DeLong's correlation where there is one, and p is 1 minus
   * the largest confidence whose interval excludes zero.
   */
  public static Score difference(Labelled a, Labelled b, double confidence) {
    if (!Arrays.equals(a.labels(), b.labels())) {
      throw new IllegalArgumentException(
          "a paired difference of AUCs needs the same cases, but the labels differ");
    }
    var x = DeLong.of(a);
    var y = DeLong.of(b);
    double gap = x.auc() - y.auc();
    double variance = Math.max(0, x.variance() + y.variance() - 2 * x.covariance(y));
    boolean plain = plain(x, confidence) && plain(y, confidence) && variance > 0;
    double[] ends;
    double p;
    if (plain) {
      double half = Wilson.quantile(confidence) * Math.sqrt(variance);
      ends = new double[] {gap - half, gap + half};
      p =
          2
              * new NormalDistribution(null, 0, 1)
                  .cumulativeProbability(-Math.abs(gap) / Math.sqrt(variance));
    } else {
      ends = arms(x, y, confidence);
      p = gap == 0 ? 1 : 1 - bisect(0, 1 - 1e-12, c -> excludes(arms(x, y, c)) ? 1 : -1);
    }
    return new Score(
            "AUC",
            gap,
            Math.max(-1, ends[0]),
            Math.min(1, ends[1]),
            a.scores().length,
            "ties count half; paired difference, "
                + (plain ? "DeLong" : "square-and-add of Newcombe's intervals"))
        .tested(Double.NaN, p)
        .from(a.provenance("scores").within("minus", b.provenance("scores")));
  }

  /**
   * A value for each case whose mean is the AUC, and whose deviations from it say how far the case
   * moves the AUC (the infinitesimal jackknife of DeLong's components): with V₁ and V₀ as in {@link
   * DeLong}, AUC + n/n₁ (V₁ᵢ − AUC) of a positive, AUC + n/n₀ (V₀ⱼ − AUC) of a negative. Their
   * means and differences have the scatter of means and differences of AUCs.
   */
  public static double[] values(Labelled cases) {
    var d = DeLong.of(cases);
    var labels = cases.labels();
    var values = new double[labels.length];
    int one = 0;
    int zero = 0;
    for (int i = 0; i < values.length; i++) {
      var of = labels[i] == 1 ? d.positive() : d.negative();
      double v = labels[i] == 1 ? of[one++] : of[zero++];
      values[i] = d.auc() + (double) values.length / of.length * (v - d.auc());
    }
    return values;
  }

  /**
   * Newcombe's score interval of an AUC.
   *
   * @param ones independent cases of class 1
   * @param zeros independent cases of class 0
   * @return its lower and upper end
   */
  public static double[] newcombe(double auc, int ones, int zeros, double confidence) {
    double z = Wilson.quantile(confidence);
    DoubleUnaryOperator beyond = t -> Math.abs(t - auc) - z * Math.sqrt(variance(t, ones, zeros));
    return new double[] {
      auc == 0 ? 0 : bisect(0, auc, beyond), auc == 1 ? 1 : bisect(1, auc, beyond)
    };
  }

  private static boolean excludes(double[] ends) {
    return ends[0] > 0 || ends[1] < 0;
  }

  private static double[] arms(DeLong x, DeLong y, double confidence) {
    var a = ends(x, confidence);
    var b = ends(y, confidence);
    double scale = Math.sqrt(x.variance() * y.variance());
    // Where a variance is zero or unknown nothing is known of the correlation; none is cautious.
    double rho = scale > 0 ? Math.max(0, Math.min(1, x.covariance(y) / scale)) : 0;
    double gap = x.auc() - y.auc();
    return new double[] {
      gap - side(x.auc() - a[0], b[1] - y.auc(), rho),
      gap + side(a[1] - x.auc(), y.auc() - b[0], rho)
    };
  }

  private static double side(double ours, double theirs, double rho) {
    return Math.sqrt(Math.max(0, ours * ours + theirs * theirs - 2 * rho * ours * theirs));
  }

  private static boolean plain(DeLong d, double confidence) {
    double half = Wilson.quantile(confidence) * Math.sqrt(d.variance());
    return d.fewest() >= FEWEST && half > 0 && d.auc() - half >= 0 && d.auc() + half <= 1;
  }

  private static double[] ends(DeLong d, double confidence) {
    if (plain(d, confidence)) {
      double half = Wilson.quantile(confidence) * Math.sqrt(d.variance());
      return new double[] {d.auc() - half, d.auc() + half};
    }
    return newcombe(d.auc(), d.positive().length, d.negative().length, confidence);
  }

  private static double variance(double t, int ones, int zeros) {
    double more = (ones + zeros) / 2. - 1;
    return t * (1 - t) * (1 + more * ((1 - t) / (2 - t) + t / (1 + t))) / ones / zeros;
  }

  /** Where {@code f} turns from above zero at {@code outside} to below it at {@code inside}. */
  private static double bisect(double outside, double inside, DoubleUnaryOperator f) {
    for (int k = 0; k < 100; k++) {
      double middle = (outside + inside) / 2;
      if (f.applyAsDouble(middle) > 0) {
        outside = middle;
      } else {
        inside = middle;
      }
    }
    return (outside + inside) / 2;
  }
}
