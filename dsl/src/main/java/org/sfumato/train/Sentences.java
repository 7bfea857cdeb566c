package org.sfumato.train;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/**
 * A report told a little differently at each visit: some of its sentences, from one to all of them,
 * in another order. ConVIRT shows one sentence at a time (Zhang et al. 2022); a network that has
 * read short reports and long ones can be asked by a sentence. Keyed by (seed, pair, visit).
 */
record Sentences(Noise noise, ImageId id, int visit) {
  private static final Pattern END = Pattern.compile("(?<=[.!?;])\\s+|\\s*\\R\\s*");

  String told(String report) {
    var sentences = List.of(END.split(report.strip()));
    int n = sentences.size();
    if (n < 2) {
      return report;
    }
    var u = new float[n + 1];
    noise.uniform("sentences", id, visit, u, 0, u.length);
    int kept = 1 + Math.min(n - 1, (int) (u[n] * n));
    return IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> u[i]))
        .limit(kept)
        .map(sentences::get)
        .collect(Collectors.joining(" "));
  }
}
