package org.sfumato.datasets;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody probably meant. */
final class Nearest {
  private Nearest() {}

  /** The known name with the fewest changed letters, if they are at most a third of it. */
  static Optional<String> to(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(name, k)))
        .filter(k -> distance(name, k) <= Math.max(2, k.length() / 3));
  }

  /** The sentence for an unknown name. */
  static String sentence(String kind, String name, Collection<String> known) {
    var meant = to(name, known).map(k -> "; did you mean \"" + k + "\"?").orElse(".");
    var there = known.isEmpty() ? "There is none yet." : "Known: " + String.join(", ", known) + ".";
    return "there is no %s \"%s\"%s %s".formatted(kind, name, meant, there);
  }

  /** Levenshtein's distance. */
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
