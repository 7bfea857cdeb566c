package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.Pairs;
import org.sfumato.random.Noise;

/**
 * The percentile bootstrap of a macro mean AUC: patients are drawn with replacement, all their
 * images with them, every finding's AUC is computed anew, and the interval is that of the quantiles
 * of {@value #RESAMPLES} means. A resample in which a finding lacks one of its classes is drawn
 * again. The draws depend on the number of patients and the labels alone, so all models are judged
 * on the same resamples and their differences are paired.
 */
final class Redrawn {
  static final int RESAMPLES = 1000;

  /** So often is one resample drawn again before there is said to be no interval. */
  private static final int PATIENCE = 1000;

  private final Areas areas;
  private final int[][] drawn;

  private Redrawn(Areas areas, int[][] drawn) {
    this.areas = areas;
    this.drawn = drawn;
  }

  /** Empty if resamples with both classes of all findings are too rare, or all have one value. */
  static Optional<Estimate> of(Areas areas, Ranked ranked, double confidence) {
    return drawn(areas).map(d -> new Redrawn(areas, d)).flatMap(r -> r.of(ranked, confidence));
  }

  private Optional<Estimate> of(Ranked ranked, double confidence) {
    var means = new double[RESAMPLES];
    double mean = 0;
    for (var side : ranked.sides()) {
      int seeds = side.scores().length;
      double part = (double) side.sign() / seeds / areas.findings().size();
      var weights = weights(seeds, ranked.overSeeds());
      for (int s = 0; s < seeds; s++) {
        var scores = side.scores()[s];
        for (int f = 0; f < scores.length; f++) {
          var order = order(scores[f], areas.labels()[f]);
          mean += part * auc(order, f, scores[f], null);
          for (int b = 0; b < RESAMPLES; b++) {
            if (weights[b][s] > 0) {
              means[b] += part * weights[b][s] * auc(order, f, scores[f], drawn[b]);
            }
          }
        }
      }
    }
    Arrays.sort(means);
    if (means[RESAMPLES - 1] - means[0] < 1e-12) {
      return Optional.empty();
    }
    double tail = (1 - confidence) / 2;
    double p = ranked.difference() ? p(means) : Double.NaN;
    return Optional.of(
        new Estimate(
            mean,
            quantile(means, tail),
            quantile(means, 1 - tail),
            areas.units().count(),
            p,
            Estimate.Kind.RESAMPLED));
  }

  /**
   * How often each seed is in each resample: once, or as often as it is drawn with replacement,
   * which is the same for both sides of a difference.
   */
  private static int[][] weights(int seeds, boolean drawn) {
    var all = new int[RESAMPLES][seeds];
    var noise = new Noise(0);
    var id = new ImageId("seeds", seeds);
    var even = new float[seeds];
    for (int b = 0; b < RESAMPLES; b++) {
      if (drawn) {
        noise.uniform("bootstrap of seeds", id, b, even, 0, seeds);
        for (float u : even) {
          all[b][(int) (u * (double) seeds)]++;
        }
      } else {
        Arrays.fill(all[b], 1);
      }
    }
    return all;
  }

  /**
   * Where resamples say nothing: the means of the findings' ends, which is the interval of a mean
   * of AUCs that all err together.
   */
  static Estimate fixed(List<Estimate> each, Units units) {
    return new Estimate(
        each.stream().mapToDouble(Estimate::mean).average().orElseThrow(),
        each.stream().mapToDouble(Estimate::low).average().orElseThrow(),
        each.stream().mapToDouble(Estimate::high).average().orElseThrow(),
        units.count(),
        each.stream().mapToDouble(Estimate::p).max().orElseThrow(),
        Estimate.Kind.AREA);
  }

  private static double p(double[] means) {
    long below = Arrays.stream(means).filter(m -> m <= 0).count();
    long above = Arrays.stream(means).filter(m -> m >= 0).count();
    return Math.min(1, 2. * (1 + Math.min(below, above)) / (RESAMPLES + 1));
  }

  private static int[] order(double[] scores, int[] labels) {
    return IntStream.range(0, scores.length)
        .filter(i -> labels[i] != Pairs.UNKNOWN)
        .boxed()
        .sorted((i, j) -> Double.compare(scores[i] + 0., scores[j] + 0.)) // −0 is 0
        .mapToInt(i -> i)
        .toArray();
  }

  /** The AUC, each image as often as its patient was drawn; once each if {@code times} is null. */
  private double auc(int[] order, int finding, double[] scores, int[] times) {
    var labels = areas.labels()[finding];
    double wins = 0;
    double ones = 0;
    double zeros = 0;
    for (int from = 0, to; from < order.length; from = to) {
      double tiedOnes = 0;
      double tiedZeros = 0;
      for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
        double weight = times == null ? 1 : times[areas.units().of().get(order[to])];
        tiedOnes += labels[order[to]] == 1 ? weight : 0;
        tiedZeros += labels[order[to]] == 0 ? weight : 0;
      }
      wins += tiedOnes * (zeros + tiedZeros / 2);
      ones += tiedOnes;
      zeros += tiedZeros;
    }
    return wins / ones / zeros;
  }

  private static Optional<int[][]> drawn(Areas areas) {
    int units = areas.units().count();
    var holds = new ArrayList<boolean[]>();
    for (var labels : areas.labels()) {
      for (int label = 0; label < 2; label++) {
        var has = new boolean[units];
        for (int i = 0; i < labels.length; i++) {
          has[areas.units().of().get(i)] |= labels[i] == label;
        }
        holds.add(has);
      }
    }
    var noise = new Noise(0);
    var id = new ImageId("patients", units);
    var even = new float[units];
    var all = new int[RESAMPLES][];
    for (int b = 0; b < RESAMPLES; b++) {
      for (int attempt = 0; all[b] == null; attempt++) {
        if (attempt == PATIENCE) {
          return Optional.empty();
        }
        noise.uniform("macro bootstrap " + attempt, id, b, even, 0, units);
        var times = new int[units];
        for (float u : even) {
          times[(int) (u * (double) units)]++;
        }
        all[b] = holds.stream().allMatch(has -> drawn(has, times)) ? times : null;
      }
    }
    return Optional.of(all);
  }

  private static boolean drawn(boolean[] has, int[] times) {
    return IntStream.range(0, times.length).anyMatch(u -> has[u] && times[u] > 0);
  }

  /** Between the two nearest of the sorted values, linearly. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int k = (int) Math.min(sorted.length - 2, Math.floor(at));
    return sorted[k] + (at - k) * (sorted[k + 1] - sorted[k]);
  }
}
