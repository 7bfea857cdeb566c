package org.sfumato.train;

import java.util.List;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.loss.Objective;

/**
 * What the number of a step says, which is not always a loss.
 *
 * @param word before the number, such as {@code loss}
 * @param series its name beside its line in a chart
 * @param axis what the chart's axis is called
 * @param logarithmic whether it is above 0 and falls by factors
 */
record Gauge(String word, String series, String axis, boolean logarithmic) {
  static Gauge of(Objective loss) {
    return new Gauge("loss", loss.text(), "loss", true);
  }

  /** The mean of the last {@code n} numbers, after the word; of none it is 0. */
  String recent(List<Double> numbers, int n) {
    double mean =
        numbers.subList(Math.max(0, numbers.size() - n), numbers.size()).stream()
            .mapToDouble(d -> d)
            .average()
            .orElse(0);
    return word + " " + Numbers.text(mean);
  }

  /** That of a subject which minimises a loss. */
  static Gauge of(Optional<Objective> loss) {
    return of(
        loss.orElseThrow(
            () -> new IllegalStateException("a training without a loss says what it follows")));
  }
}
