package org.sfumato;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Orders of pairs that are drawn by a seed. */
final class PairDraws {
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
}
