package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * What images were ranked by, in a row whose scores are areas under ROC curves.
 *
 * @param sides one run, or two of which the second is subtracted from the first
 */
record Ranked(List<Side> sides) {
  Ranked {
    sides = List.copyOf(sides);
  }

  /**
   * One run.
   *
   * @param sign 1, or −1 if it is subtracted
   * @param how where the scores come from, a sentence for the notes
   * @param asked by which words each finding was asked for, empty if by none
   * @param scores by seed, then by finding, then by image; higher where the finding is likelier
   */
  record Side(int sign, String how, List<String> asked, double[][][] scores) {
    Side {
      asked = List.copyOf(asked);
    }
  }

  boolean difference() {
    return sides.size() > 1;
  }

  Ranked minus(Ranked other) {
    var all = new ArrayList<>(sides);
    other.sides.forEach(s -> all.add(new Side(-s.sign(), s.how(), s.asked(), s.scores())));
    return new Ranked(all);
  }
}
