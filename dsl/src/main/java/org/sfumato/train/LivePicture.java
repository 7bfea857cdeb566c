package org.sfumato.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sfumato.Chart;
import org.sfumato.Drawing;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Picture;
import org.sfumato.Progress;
import org.sfumato.Provenance;

/**
 * What a training looks like while it runs: some images of the model of now, over its curve. It is
 * made only if somebody watches, and so rarely that it takes no more than {@link #SHARE} of the
 * time.
 */
final class LivePicture {
  static final double SHARE = .03;

  /** Steps before the first look: earlier there is nothing to see. */
  private static final int FIRST = 50;

  private final Learner<?> learner;
  private final Provenance made;
  private final Gauge gauge;
  private final long began = System.nanoTime();
  private double spent;
  private Picture picture;

  LivePicture(Learner<?> learner, Provenance made, Gauge gauge) {
    this.learner = learner;
    this.made = made;
    this.gauge = gauge;
  }

  /** The picture of now, a new one if it is time; null if there is none yet. */
  Supplier<Picture> after(int step, List<Double> losses, Map<String, List<Double>> terms) {
    if (Progress.heard() && step >= FIRST && due()) {
      long start = System.nanoTime();
      try {
        picture = drawn(losses, terms);
      } catch (Interrupted stopped) {
        // Whoever asked for a stop means the training, which looks for that before each step.
        return kept();
      } finally {
        spent += (System.nanoTime() - start) / 1e9;
      }
    }
    return kept();
  }

  private boolean due() {
    return spent <= SHARE * (System.nanoTime() - began) / 1e9;
  }

  private Supplier<Picture> kept() {
    var now = picture;
    return now == null ? null : () -> now;
  }

  private Picture drawn(List<Double> losses, Map<String, List<Double>> terms) {
    var curve = Drawing.found().chart(curve(gauge, losses, terms, List.of()));
    var images = learner.samples(made).filter(i -> i.channels() == 1 || i.channels() == 3);
    return images.filter(i -> i.width() > 1).map(i -> over(i, curve)).orElse(curve);
  }

  private static Picture over(Images images, Picture curve) {
    return Drawing.found().stacked(List.of(Drawing.found().grid(images), curve));
  }

  /**
   * The numbers of the steps and those of each summand, averaged over windows of steps, and other
   * lines beside them.
   */
  static Chart curve(
      Gauge gauge,
      List<Double> losses,
      Map<String, List<Double>> terms,
      List<Chart.Series> beside) {
    var series = new ArrayList<Chart.Series>();
    series.add(averaged(terms.isEmpty() ? gauge.series() : "sum", losses));
    terms.forEach((name, values) -> series.add(averaged(name, values)));
    series.addAll(beside);
    var chart = Chart.lines("", "step", gauge.axis(), series);
    return gauge.logarithmic() ? chart.logY() : chart;
  }

  private static Chart.Series averaged(String name, List<Double> losses) {
    int window = Math.max(1, losses.size() / 100);
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    for (int from = 0; from + window <= losses.size(); from += window) {
      x.add(from + (window + 1) / 2.0);
      y.add(
          losses.subList(from, from + window).stream().mapToDouble(d -> d).average().orElseThrow());
    }
    return Chart.Series.line(name, x, y);
  }
}
