package org.sfumato.train;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Pairs;

/** Pictures of a bright spot in one of four corners, and reports that say which. */
final class Spots {
  static final int SIDE = 8;
  static final List<String> CORNERS =
      List.of("upper left", "upper right", "lower left", "lower right");

  private Spots() {}

  /** Picture i has its spot in corner i mod 4. */
  static Images pictures(int n, long seed) {
    var random = new Random(seed);
    var values = new float[n * SIDE * SIDE];
    for (int i = 0; i < n; i++) {
      int corner = i % 4;
      for (int k = 0; k < SIDE * SIDE; k++) {
        boolean there = k / SIDE / 4 == corner / 2 && k % SIDE / 4 == corner % 2;
        values[i * SIDE * SIDE + k] = (there ? .7f : .2f) + .1f * random.nextFloat();
      }
    }
    return Data.imagesOf(values, n, 1, SIDE, SIDE);
  }

  static String report(int corner) {
    return "Grey background. A bright spot in the " + CORNERS.get(corner) + ". No second spot.";
  }

  /**
   * @param off by how many corners each report is wrong
   */
  static Pairs pairs(int n, int off) {
    var told =
        IntStream.range(0, n)
            .mapToObj(
                i ->
                    new Pairs.Told(
                        report((i + off) % 4), "patient " + i, List.of(i % 4 / 2, i % 4 % 2)))
            .toList();
    return Pairs.of(pictures(n, 1), told, List.of("lower", "right"));
  }
}
