package org.sfumato;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Orders of pairs that are drawn by a seed. */
final class PairDraws {
  /** So often a share is drawn anew, and then no more. */
  private static final int MOST = 1000;

  private PairDraws() {}

  /** One cycle through all places (Sattolo's algorithm), so that none stays where it was. */
  static int[] cycle(int n, long seed) {
    var places = IntStream.range(0, n).toArray();
    var random = new SplittableRandom(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i);
      int other = places[i];
      places[i] = places[j];
      places[j] = other;
    }
    return places;
  }

  /**
   * Places of a share, in the order in which they were drawn, so that a smaller share is the
   * beginning of a larger one. Each finding that is there and absent among all is so in the share
   * too: until then all is drawn again.
   *
   * @throws IllegalArgumentException if the fraction is not in (0, 1], or if no share has both
   */
  static int[] share(Pairs pairs, double fraction, long seed) {
    int n = pairs.size();
    if (!(fraction > 0 && fraction <= 1) || n == 0) {
      throw new IllegalArgumentException(
          "a share of %s is above 0 and at most 1 of its pairs, such as share(0.1, 0), not %s"
              .formatted(pairs.expression(), Numbers.text(fraction)));
    }
    int count = (int) Math.max(1, Math.round(fraction * n));
    var all = IntStream.range(0, n).boxed().collect(Collectors.toList());
    var wanted = both(pairs.labels(), all);
    var random = new java.util.Random(seed);
    for (int tries = 0; tries < MOST; tries++) {
      Collections.shuffle(all, random);
      var some = all.subList(0, count);
      if (both(pairs.labels(), some).equals(wanted)) {
        return some.stream().mapToInt(i -> i).toArray();
      }
    }
    throw new IllegalArgumentException(
        "%d draws of %d of %d pairs all lack a finding, or have it in every picture; take a larger fraction, or leave rare findings out"
            .formatted(MOST, count, n));
  }

  /** Which findings are both there and absent in some of the pairs. */
  private static List<Integer> both(int[][] labels, List<Integer> some) {
    int findings = labels.length == 0 ? 0 : labels[0].length;
    return IntStream.range(0, findings)
        .filter(f -> any(labels, some, f, Pairs.PRESENT) && any(labels, some, f, Pairs.ABSENT))
        .boxed()
        .toList();
  }

  private static boolean any(int[][] labels, List<Integer> some, int finding, int label) {
    return some.stream().anyMatch(i -> labels[i][finding] == label);
  }
}
