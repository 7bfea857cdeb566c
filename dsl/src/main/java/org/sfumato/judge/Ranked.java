package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What images were ranked by, in a row whose scores are areas under ROC curves.
 *
 * @param sides one run, or two of which the second is subtracted from the first
 * @param overSeeds whether intervals are over other seeds too, and not for these alone
 */
record Ranked(List<Side> sides, boolean overSeeds) {
  Ranked {
    sides = List.copyOf(sides);
  }

  Ranked(List<Side> sides) {
    this(sides, false);
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
    return new Ranked(all, overSeeds);
  }

  /** The same for intervals over seeds too. */
  Ranked withSeeds() {
    return new Ranked(sides, true);
  }

  /** Of one finding alone. */
  Ranked only(int finding) {
    var all = new ArrayList<Side>();
    for (var s : sides) {
      var scores =
          Arrays.stream(s.scores())
              .map(seed -> new double[][] {seed[finding]})
              .toArray(double[][][]::new);
      all.add(new Side(s.sign(), s.how(), s.asked(), scores));
    }
    return new Ranked(all, overSeeds);
  }
}
