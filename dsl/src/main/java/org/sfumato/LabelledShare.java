package org.sfumato;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A share of the training pictures, drawn by a seed: all are put into a random order, and the share
 * is the beginning of it. The first picture with and the first without each finding are always
 * among them, in place of the last others; where the beginning shows all of it anyway, it is the
 * plain beginning. So the smaller share is within the larger, and each finding can be learnt.
 *
 * @param places of the pictures
 * @param early how many of them are there only so that no finding lacks a class
 */
public record LabelledShare(int[] places, int early) {
  /**
   * @throws IllegalArgumentException if a finding lacks a class in all training pictures, or the
   *     share is too small to hold both of each
   */
  public static LabelledShare of(Pairs train, List<String> findings, double fraction, long seed) {
    int n = train.size();
    int count = (int) Math.max(1, Math.round(fraction * n));
    var order = order(n, seed);
    var labels = train.labels(findings.toArray(String[]::new));
    var chosen = new LinkedHashSet<Integer>();
    for (int f = 0; f < findings.size(); f++) {
      for (int label = 0; label < 2; label++) {
        int finding = f;
        int wanted = label;
        chosen.add(
            Arrays.stream(order)
                .filter(i -> labels[i][finding] == wanted)
                .findFirst()
                .orElseThrow(() -> lacking(findings.get(finding), wanted, n)));
      }
    }
    if (chosen.size() > count) {
      throw new IllegalArgumentException(
          "seed %d draws %d of %d training pictures, and %d of them are needed so that %s is both there and absent; take a larger fraction, or fewer findings"
              .formatted(
                  seed,
                  count,
                  n,
                  chosen.size(),
                  findings.size() == 1
                      ? findings.get(0)
                      : "each of " + findings.size() + " findings"));
    }
    var first = Arrays.stream(order).limit(count).boxed().toList();
    int early = (int) chosen.stream().filter(i -> !first.contains(i)).count();
    Arrays.stream(order).takeWhile(i -> chosen.size() < count).forEach(chosen::add);
    // In the order of the draw, whoever was brought forward or not.
    return new LabelledShare(Arrays.stream(order).filter(chosen::contains).toArray(), early);
  }

  /** Of all findings that are both there and absent among these pairs. */
  static LabelledShare of(Pairs train, double fraction, long seed) {
    var labels = train.labels();
    var findings =
        train.findings().stream()
            .filter(f -> any(labels, train.findings().indexOf(f), Pairs.PRESENT))
            .filter(f -> any(labels, train.findings().indexOf(f), Pairs.ABSENT))
            .toList();
    return of(train, findings, fraction, seed);
  }

  private static boolean any(int[][] labels, int finding, int label) {
    return Arrays.stream(labels).anyMatch(row -> row[finding] == label);
  }

  private static IllegalArgumentException lacking(String finding, int label, int n) {
    return new IllegalArgumentException(
        "%s is %s in all %d training pictures where it is known, so nothing can be learnt of it; leave it out"
            .formatted(finding, label == 1 ? "absent" : "there", n));
  }

  private static int[] order(int n, long seed) {
    var order = IntStream.range(0, n).toArray();
    var random = new Random(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[i];
      order[i] = order[j];
      order[j] = other;
    }
    return order;
  }
}
