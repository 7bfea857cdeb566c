package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.metric.Labelled;
import org.sfumato.metric.Wilson;

/**
 * A ROC curve and its band. At each threshold the two rates are shares of different cases, so the
 * box of their Wilson intervals, each of confidence √c, holds the true point with confidence c; the
 * band is what the boxes of all thresholds sweep. It needs no resampling and keeps a width where
 * the curve touches a corner.
 */
final class RocBand {
  private static final int GRID = 50;
  private static final double FINE = 1 / 400.;

  private final double[] fpr;
  private final double[] tpr;
  private final double[] left;
  private final double[] right;
  private final double[] below;
  private final double[] above;

  private RocBand(int[] falseOnes, int[] trueOnes, double confidence) {
    int n = falseOnes.length;
    int zeros = falseOnes[n - 1];
    int ones = trueOnes[n - 1];
    fpr = new double[n];
    tpr = new double[n];
    left = new double[n];
    right = new double[n];
    below = new double[n];
    above = new double[n];
    for (int k = 0; k < n; k++) {
      var across = Wilson.of(falseOnes[k], zeros, Math.sqrt(confidence));
      var up = Wilson.of(trueOnes[k], ones, Math.sqrt(confidence));
      fpr[k] = across.share();
      left[k] = across.low();
      right[k] = across.high();
      tpr[k] = up.share();
      below[k] = up.low();
      above[k] = up.high();
    }
  }

  static RocBand of(Labelled cases, double confidence) {
    var scores = cases.scores();
    var labels = cases.labels();
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
            .toList();
    var falseOnes = new int[scores.length + 1];
    var trueOnes = new int[scores.length + 1];
    int points = 1;
    int up = 0;
    for (int k = 0; k < order.size(); k++) {
      up += labels[order.get(k)];
      boolean tied = k + 1 < order.size() && scores[order.get(k)] == scores[order.get(k + 1)];
      if (!tied) {
        trueOnes[points] = up;
        falseOnes[points] = k + 1 - up;
        points++;
      }
    }
    return new RocBand(
        Arrays.copyOf(falseOnes, points), Arrays.copyOf(trueOnes, points), confidence);
  }

  Chart.Series series(String name) {
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    var low = new ArrayList<Double>();
    var high = new ArrayList<Double>();
    for (var point : points()) {
      x.add(point[0]);
      y.add(point[1]);
      low.add(lower(point[0]));
      high.add(upper(point[0]));
    }
    return new Chart.Series(name, x, y, low, high, List.of());
  }

  /** The corners of the curve that can be told apart, and points between them on long ways. */
  private List<double[]> points() {
    var points = new ArrayList<double[]>();
    double[] last = {fpr[0], tpr[0]};
    points.add(last);
    for (int k = 1; k < fpr.length; k++) {
      double dx = fpr[k] - last[0];
      double dy = tpr[k] - last[1];
      boolean end = k == fpr.length - 1;
      // A corner must stay one: where the direction changes the point before it is kept.
      boolean turns = !end && (fpr[k + 1] == fpr[k]) != (fpr[k] == fpr[k - 1]);
      if (!end && !turns && Math.max(dx, dy) < FINE) {
        continue;
      }
      int steps = (int) Math.max(1, Math.ceil(Math.max(dx, dy) * GRID));
      for (int s = 1; s <= steps; s++) {
        points.add(new double[] {last[0] + dx * s / steps, last[1] + dy * s / steps});
      }
      last = new double[] {fpr[k], tpr[k]};
    }
    return points;
  }

  private double upper(double x) {
    double most = 0;
    for (int k = 0; k < left.length && left[k] <= x + 1e-12; k++) {
      most = Math.max(most, above[k]);
    }
    return most;
  }

  private double lower(double x) {
    double least = 1;
    for (int k = right.length - 1; k >= 0 && right[k] >= x - 1e-12; k--) {
      least = Math.min(least, below[k]);
    }
    return least;
  }
}
