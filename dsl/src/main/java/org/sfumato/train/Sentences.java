package org.sfumato.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/**
 * A report told a little differently at each visit: its sentences in another order, and half of the
 * time without one of them where there are three or more. Keyed by (seed, pair, visit).
 */
record Sentences(Noise noise, ImageId id, int visit) {
  private static final Pattern END = Pattern.compile("(?<=[.!?;])\\s+|\\s*\\R\\s*");
  private static final int ENOUGH = 3;

  String told(String report) {
    var sentences = List.of(END.split(report.strip()));
    int n = sentences.size();
    if (n < 2) {
      return report;
    }
    var u = new float[n + 1];
    noise.uniform("sentences", id, visit, u, 0, u.length);
    var order =
        new ArrayList<>(
            IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> u[i]))
                .map(sentences::get)
                .toList());
    if (n >= ENOUGH && u[n] < .5f) {
      // The order is random, so any of them may be the last.
      order.remove(n - 1);
    }
    return String.join(" ", order);
  }
}
