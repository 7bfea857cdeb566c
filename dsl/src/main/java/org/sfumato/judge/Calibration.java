package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.Chart;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;
import org.sfumato.metric.Labelled;
import org.sfumato.metric.Wilson;

/**
 * Whether probabilities mean what they say: among the cases given about 0.8, about 80 % should be
 * of class 1. Probabilities are sorted into bins of equal width over [0, 1].
 *
 * @param cases probabilities and labels
 * @param bins how many, 1 or more
 */
public record Calibration(Labelled cases, int bins) implements Shown {
  private static final double CONFIDENCE = .95;

  /**
   * The cases of one bin.
   *
   * @param count how many, 1 or more
   * @param probability their mean
   * @param share of class 1 among them, with its Wilson interval
   */
  public record Bin(int count, double probability, Wilson share) {}

  public Calibration {
    if (bins < 1) {
      throw new IllegalArgumentException("calibration needs at least one bin, not " + bins);
    }
    var p = cases.scores();
    for (int i = 0; i < p.length; i++) {
      if (p[i] < 0 || p[i] > 1) {
        throw new IllegalArgumentException(
            "a probability lies in [0, 1], but case %d has %s; for scores on another scale use roc"
                .formatted(i, Numbers.text(p[i])));
      }
    }
  }

  /** The same cases in so many bins. */
  public Calibration bins(int number) {
    return new Calibration(cases, number);
  }

  /** Those bins that hold a case, from low to high. */
  public List<Bin> filled() {
    var count = new int[bins];
    var ones = new int[bins];
    var sum = new double[bins];
    var probabilities = cases.scores();
    var labels = cases.labels();
    for (int i = 0; i < labels.length; i++) {
      double p = probabilities[i];
      // A probability on an edge is in the bin below, as Guo et al. have it; 0.7 · 10 is above 7.
      int k = Math.max(0, (int) Math.ceil(p * bins - 1e-9) - 1);
      count[k]++;
      ones[k] += labels[i];
      sum[k] += p;
    }
    var filled = new ArrayList<Bin>();
    for (int k = 0; k < bins; k++) {
      if (count[k] > 0) {
        filled.add(new Bin(count[k], sum[k] / count[k], Wilson.of(ones[k], count[k], CONFIDENCE)));
      }
    }
    return filled;
  }

  /**
   * The expected calibration error (Guo et al. 2017): the mean over cases of |share − probability|
   * of their bins. It depends on the number of bins and shrinks with n even if nothing is wrong.
   */
  public double ece() {
    int n = cases.labels().length;
    return filled().stream()
        .mapToDouble(b -> b.count() * Math.abs(b.share().share() - b.probability()) / n)
        .sum();
  }

  /** Share against probability, with intervals, and the number of cases beside each point. */
  public Chart chart() {
    var filled = filled();
    var points =
        new Chart.Series(
            "share of class 1",
            filled.stream().map(Bin::probability).toList(),
            filled.stream().map(b -> b.share().share()).toList(),
            filled.stream().map(b -> b.share().low()).toList(),
            filled.stream().map(b -> b.share().high()).toList(),
            filled.stream().map(b -> String.valueOf(b.count())).toList());
    return new Chart(
        Chart.Kind.SQUARE,
        "ECE %s, n = %d cases in %d bins (counts beside points), 95 %% Wilson intervals"
            .formatted(Digits.plain(rounded(ece())), cases.labels().length, bins),
        new Chart.Axis("predicted probability", false),
        new Chart.Axis("share of class 1", false),
        List.of(points));
  }

  private static double rounded(double v) {
    return Math.round(v * 1e4) / 1e4;
  }

  @Override
  public String text() {
    return "ECE %s (%d bins of equal width, n = %d)"
        .formatted(Digits.plain(rounded(ece())), bins, cases.labels().length);
  }

  @Override
  public Optional<Picture> picture() {
    return chart().picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
