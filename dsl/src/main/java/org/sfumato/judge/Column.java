package org.sfumato.judge;

import org.sfumato.Metric;

/**
 * What stands in a column of a table of scores.
 *
 * @param name such as {@code SSIM}
 * @param variant the settings that define the number
 * @param higherIsBetter decides what is best
 * @param against which images it compares with: the hash of where they come from, empty for none
 */
record Column(String name, String variant, boolean higherIsBetter, String against) {
  static Column of(Metric metric) {
    var against = metric.comparedWith().map(r -> r.provenance().hash()).orElse("");
    return new Column(metric.name(), metric.variant(), metric.higherIsBetter(), against);
  }

  /** Name and variant, as a sentence says them. */
  String shown() {
    return name + (variant.isEmpty() ? "" : " (" + variant + ")");
  }
}
