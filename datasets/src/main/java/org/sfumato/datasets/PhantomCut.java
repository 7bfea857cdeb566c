package org.sfumato.datasets;

import java.util.Set;
import org.sfumato.datasets.phantom.Contrast;
import org.sfumato.datasets.phantom.Finding;
import org.sfumato.datasets.phantom.Head;

/**
 * Which picture a position of the phantom sets is: eight cuts through every head, at levels spread
 * over the useful range. The same in every contrast, so pictures pair by position.
 *
 * @param head the individual, which is its seed
 * @param cut 0 to 7, from below
 */
record PhantomCut(long head, int cut) {
  static final int CUTS = 8;

  /** From the midbrain to near the vertex. */
  static final double LOWEST = 0.36;

  static final double HIGHEST = 0.82;

  /** Up to here every finding of a head shows, so that its labels hold for its pictures. */
  static final double HIGHEST_WITH_FINDINGS = 0.69;

  private static final double GOLDEN = 0.6180339887498949;

  static PhantomCut at(long position) {
    return new PhantomCut(
        Math.floorDiv(position, CUTS), (int) Math.floorMod(position, (long) CUTS));
  }

  long position() {
    return head * CUTS + cut;
  }

  Set<Finding> findings() {
    return Finding.draw(head);
  }

  /** The height of this cut in [0, 1]: eight equal strata, within them evenly over the heads. */
  double level() {
    double within = head * GOLDEN - Math.floor(head * GOLDEN);
    double u = (cut + within) / CUTS;
    double top = findings().isEmpty() ? HIGHEST : HIGHEST_WITH_FINDINGS;
    return LOWEST + u * (top - LOWEST);
  }

  /** Grey levels in bytes, row by row, the front of the head first. */
  byte[] render(Contrast contrast, int side) {
    var findings = findings().toArray(new Finding[0]);
    var grey = contrast.render(Head.of(head).with(findings).slice(level(), side));
    var bytes = new byte[grey.length];
    for (int k = 0; k < bytes.length; k++) {
      bytes[k] = (byte) Math.round(255 * grey[k]);
    }
    return bytes;
  }
}
