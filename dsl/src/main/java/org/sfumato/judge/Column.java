package org.sfumato.judge;

import org.sfumato.Metric;
import org.sfumato.SetMetric;

/**
 * What stands in a column of a table of scores.
 *
 * @param name such as {@code SSIM}
 * @param unit such as {@code dB}, empty for a pure number
 * @param variant the settings that define the number
 * @param higherIsBetter decides what is best
 * @param ranked whether anything is best at all
 * @param whole whether it is one number for all images, and none for each
 * @param repeatable whether another run of the same images gives the same number
 * @param against which images it compares with: the hash of where they come from, empty for none
 */
record Column(
    String name,
    String unit,
    String variant,
    boolean higherIsBetter,
    boolean ranked,
    boolean whole,
    boolean repeatable,
    String against) {
  static Column of(Metric metric) {
    var against = metric.comparedWith().map(r -> r.provenance().hash()).orElse("");
    return new Column(
        metric.name(),
        metric.unit(),
        metric.variant(),
        metric.higherIsBetter(),
        metric.ranked(),
        metric instanceof SetMetric,
        metric.repeatable(),
        against);
  }

  /** The name with an arrow that says which way is better. */
  String headed() {
    return name + arrow();
  }

  private String arrow() {
    return ranked ? (higherIsBetter ? " ↑" : " ↓") : "";
  }

  /** Name, unit and arrow, over a panel of a chart. */
  String titled() {
    return measured() + arrow();
  }

  /** The name with its unit, for an axis. */
  String measured() {
    return unit.isEmpty() ? name : name + " (" + unit + ")";
  }

  /** Name and variant, as a sentence says them. */
  String shown() {
    return name + (variant.isEmpty() ? "" : " (" + variant + ")");
  }
}
