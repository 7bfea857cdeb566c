package org.sfumato.kernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The known name with the fewest changed letters, if they are at most a third of it or two. */
  public static Optional<String> to(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance(name, k)).thenComparing(k -> k))
        .filter(k -> distance(name, k) <= Math.max(2, k.length() / 3));
  }

  /** {@code ; did you mean x?}, or nothing. */
  static String question(String prefix, String name, Collection<String> known) {
    return to(name, known).map(k -> "; did you mean " + prefix + k + "?").orElse("");
  }

  /** Levenshtein's distance: letters to change, add or take away. */
  static int distance(String a, String b) {
    var last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var next = new int[b.length() + 1];
      next[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        next[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], next[j - 1]));
      }
      last = next;
    }
    return last[b.length()];
  }
}
