package org.sfumato.datasets.report;

import org.sfumato.datasets.phantom.Finding;

/**
 * What a slice shows of one finding.
 *
 * @param finding which
 * @param side of the patient; for a midline shift, the side to which the midline is pushed
 * @param place where most of it lies
 * @param millimetres the diameter of a circle of the same area
 */
public record Sign(Finding finding, Side side, Place place, int millimetres) {
  private static final int PARTS = 4;

  /** Such as {@code INFARCT LEFT TEMPORAL 31}. */
  public String line() {
    return "%s %s %s %d".formatted(finding, side, place, millimetres);
  }

  public static Sign parse(String line) {
    var parts = line.split(" ");
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("\"" + line + "\" is no sign of a finding");
    }
    return new Sign(
        Finding.valueOf(parts[0]),
        Side.valueOf(parts[1]),
        Place.valueOf(parts[2]),
        Integer.parseInt(parts[3]));
  }
}
