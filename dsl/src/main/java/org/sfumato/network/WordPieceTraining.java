package org.sfumato.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a {@link WordPiece} vocabulary is learnt. */
final class WordPieceTraining {
  /** What stands together only once is nobody's piece. */
  private static final int OFTEN = 2;

  /** The words, each as its pieces of now, and how often each occurs. */
  private final List<List<String>> words = new ArrayList<>();

  private final List<Integer> counts = new ArrayList<>();
  private final Map<Pair, Integer> together = new HashMap<>();
  private final Map<Pair, Set<Integer>> where = new HashMap<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingInt((Candidate c) -> -c.count)
              .thenComparing(c -> c.pair.left)
              .thenComparing(c -> c.pair.right));

  private record Pair(String left, String right) {
    String joined() {
      return left + right.substring(WordPiece.WITHIN.length());
    }
  }

  /** A pair and how often it stood together when this was noted. */
  private record Candidate(Pair pair, int count) {}

  WordPieceTraining(List<String> reports) {
    var seen = new TreeMap<String, Integer>();
    for (var report : reports) {
      BertWords.of(report, true).forEach(w -> seen.merge(w, 1, Integer::sum));
    }
    if (seen.isEmpty()) {
      throw new IllegalArgumentException(
          "a vocabulary is learnt from words, and these reports have none");
    }
    seen.forEach(
        (word, count) -> {
          words.add(letters(word));
          counts.add(count);
        });
  }

  private static List<String> letters(String word) {
    int[] all = word.codePoints().toArray();
    var letters = new ArrayList<String>();
    for (int k = 0; k < all.length; k++) {
      letters.add((k == 0 ? "" : WordPiece.WITHIN) + Character.toString(all[k]));
    }
    return letters;
  }

  List<String> vocabulary(int size) {
    int room = size - WordPiece.SPECIAL.size();
    if (room < 1) {
      throw new IllegalArgumentException(
          "a vocabulary of %d has no room for letters beside %s"
              .formatted(size, WordPiece.SPECIAL));
    }
    var letters = letters(room);
    var pieces = new LinkedHashSet<>(WordPiece.SPECIAL);
    pieces.addAll(letters);
    // What holds an unknown letter is unknown as a whole, so it has nothing to teach.
    for (int i = 0; i < words.size(); i++) {
      if (letters.containsAll(words.get(i))) {
        note(i, 1);
      } else {
        words.set(i, List.of());
      }
    }
    together.forEach((pair, count) -> queue.add(new Candidate(pair, count)));
    while (pieces.size() < size && !queue.isEmpty()) {
      var best = queue.poll();
      if (together.getOrDefault(best.pair, 0) == best.count && best.count >= OFTEN) {
        pieces.add(best.pair.joined());
        join(best.pair);
      }
    }
    return List.copyOf(pieces);
  }

  /** The most frequent letters, in the order of the alphabet, first those that begin a word. */
  private Collection<String> letters(int room) {
    var counted = new TreeMap<String, Integer>();
    for (int i = 0; i < words.size(); i++) {
      int count = counts.get(i);
      words.get(i).forEach(l -> counted.merge(l, count, Integer::sum));
    }
    var kept = new TreeSet<>(Comparator.comparing(WordPieceTraining::within).thenComparing(l -> l));
    counted.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(room)
        .forEach(e -> kept.add(e.getKey()));
    return kept;
  }

  private static boolean within(String letter) {
    return letter.length() > WordPiece.WITHIN.length() && letter.startsWith(WordPiece.WITHIN);
  }

  /** Counts the pairs of a word in, or out with a sign of −1. */
  private Set<Pair> note(int word, int sign) {
    var pieces = words.get(word);
    var pairs = new LinkedHashSet<Pair>();
    for (int k = 0; k + 1 < pieces.size(); k++) {
      var pair = new Pair(pieces.get(k), pieces.get(k + 1));
      together.merge(pair, sign * counts.get(word), Integer::sum);
      if (sign > 0) {
        where.computeIfAbsent(pair, p -> new TreeSet<>()).add(word);
      }
      pairs.add(pair);
    }
    return pairs;
  }

  private void join(Pair pair) {
    var changed = new LinkedHashSet<Pair>();
    for (int word : where.remove(pair)) {
      var old = words.get(word);
      changed.addAll(note(word, -1));
      var now = new ArrayList<String>();
      for (int k = 0; k < old.size(); k++) {
        boolean both =
            k + 1 < old.size()
                && Arrays.asList(pair.left, pair.right).equals(old.subList(k, k + 2));
        now.add(both ? pair.joined() : old.get(k));
        k += both ? 1 : 0;
      }
      words.set(word, now);
      changed.addAll(note(word, 1));
    }
    changed.forEach(p -> queue.add(new Candidate(p, together.get(p))));
  }
}
