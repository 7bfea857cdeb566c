package org.sfumato.judge;

import org.sfumato.Metric;
import org.sfumato.SetMetric;

/**
 * What stands in a column of a table of scores.
 *
 * @param name such as {@code SSIM}
 * @param variant the settings that define the number
 * @param higherIsBetter decides what is best
 * @param whole whether it is one number for all images, and none for each
 * @param repeatable whether another run of the same images gives the same number
 * @param against which images it compares with: the hash of where they come from, empty for none
 */
record Column(
    String name,
    String variant,
    boolean higherIsBetter,
    boolean whole,
    boolean repeatable,
    String against) {
  static Column of(Metric metric) {
    var against = metric.comparedWith().map(r -> r.provenance().hash()).orElse("");
    return new Column(
        metric.name(),
        metric.variant(),
        metric.higherIsBetter(),
        metric instanceof SetMetric,
        metric.repeatable(),
        against);
  }

  /** Name and variant, as a sentence says them. */
  String shown() {
    return name + (variant.isEmpty() ? "" : " (" + variant + ")");
  }
}
