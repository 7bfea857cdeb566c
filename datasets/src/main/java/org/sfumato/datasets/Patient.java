package org.sfumato.datasets;

import java.util.Map;
import org.sfumato.Provenance;

/**
 * A patient of a collection with the scans that are there.
 *
 * @param number who it is, the same in every contrast
 * @param scans by contrast
 */
record Patient(long number, Map<String, Scan> scans) {
  private static final int TENTHS = 10;

  /**
   * Pictures of a patient have positions of their own: number · 32 and those that follow, so that
   * two patients never count as neighbours.
   */
  static final int PLACES = 32;

  Patient {
    scans = Map.copyOf(scans);
  }

  /**
   * The part that a patient belongs to for good: it depends on the collection and the number, not
   * on who else is there, so nobody moves from test to training when files are added. Of ten
   * patients about seven train, one validates and two test.
   */
  Split split(String family) {
    var digest = Provenance.digest(family + " patient " + number);
    int tenth = (int) (Long.parseLong(digest.substring(0, 8), 16) * TENTHS >> 32);
    return tenth < 2 ? Split.TEST : tenth < 3 ? Split.VALIDATION : Split.TRAIN;
  }
}
