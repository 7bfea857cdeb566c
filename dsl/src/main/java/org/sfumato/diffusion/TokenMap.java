package org.sfumato.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which tokens of a source's text those of a new text look like.
 *
 * @param mapper how much of source token j belongs to token i, at {@code j·L + i}
 * @param taken 1 for each token that looks where the source's do, 0 for one that looks for itself
 */
record TokenMap(float[] mapper, float[] taken) {
  private static final int MISMATCH = -1;

  /** Every token looks for itself. */
  static TokenMap none(int length) {
    return new TokenMap(new float[length * length], new float[length]);
  }

  /**
   * Word by word. A word cut into another number of pieces shares its source evenly.
   *
   * @param a tokens of the source, 0 is padding
   * @param aWords for each of them the number of its word, 0 for marks
   * @throws IllegalArgumentException if the texts do not have as many words
   */
  static TokenMap replaced(long[] a, long[] aWords, long[] b, long[] bWords) {
    long words = Arrays.stream(bWords).max().orElse(0);
    long before = Arrays.stream(aWords).max().orElse(0);
    if (words != before) {
      throw new IllegalArgumentException(
          "replace(window) puts words in the place of others, and the new text has %d where the source has %d; use refine(window)"
              .formatted(words, before));
    }
    int length = a.length;
    var map = new TokenMap(new float[length * length], new float[length]);
    Arrays.fill(map.taken, 1);
    for (long w = 1; w <= words; w++) {
      map.join(of(aWords, w), of(bWords, w), length);
    }
    // CLS, SEP and padding in their order.
    var from = marks(a, aWords);
    var to = marks(b, bWords);
    for (int k = 0; k < Math.min(from.length, to.length); k++) {
      map.mapper[from[k] * length + to[k]] = 1;
    }
    return map;
  }

  private static int[] of(long[] words, long w) {
    return IntStream.range(0, words.length).filter(k -> words[k] == w).toArray();
  }

  private static int[] marks(long[] tokens, long[] words) {
    return IntStream.range(0, words.length).filter(k -> words[k] == 0).toArray();
  }

  private void join(int[] from, int[] to, int length) {
    for (int k = 0; k < to.length; k++) {
      if (from.length == to.length) {
        mapper[from[k] * length + to[k]] = 1;
      } else {
        for (int j : from) {
          mapper[j * length + to[k]] = 1f / to.length;
        }
      }
    }
  }

  /**
   * By alignment (Needleman and Wunsch 1970; a gap counts 0, the same token 1, another one −1). New
   * tokens look for themselves.
   */
  static TokenMap refined(long[] a, long[] b) {
    int length = a.length;
    var map = none(length);
    int n = (int) Arrays.stream(a).filter(t -> t != 0).count();
    int m = (int) Arrays.stream(b).filter(t -> t != 0).count();
    for (int[] pair : aligned(Arrays.copyOf(a, n), Arrays.copyOf(b, m))) {
      map.mapper[pair[0] * length + pair[1]] = 1;
      map.taken[pair[1]] = 1;
    }
    return map;
  }

  /** Pairs of places that belong together. */
  static List<int[]> aligned(long[] a, long[] b) {
    var best = new int[a.length + 1][b.length + 1];
    for (int i = 1; i <= a.length; i++) {
      for (int j = 1; j <= b.length; j++) {
        int both = best[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 1 : MISMATCH);
        best[i][j] = Math.max(both, Math.max(best[i][j - 1], best[i - 1][j]));
      }
    }
    var pairs = new ArrayList<int[]>();
    int i = a.length;
    int j = b.length;
    while (i > 0 && j > 0) {
      if (best[i][j] == best[i][j - 1]) {
        j--;
      } else if (best[i][j] == best[i - 1][j]) {
        i--;
      } else {
        pairs.add(new int[] {--i, --j});
      }
    }
    return pairs;
  }
}
