package org.sfumato.train;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/**
 * A report told a little differently at each visit: its sentences in another order, half of the
 * time some of them only, from one to all. ConVIRT shows one sentence at a time (Zhang et al.
 * 2022), which teaches more slowly, for most say nothing of the picture; a network that has read
 * long reports and short ones can be asked by a sentence. Keyed by (seed, pair, visit).
 */
record Sentences(Noise noise, ImageId id, int visit) {
  private static final Pattern END = Pattern.compile("(?<=[.!?;])\\s+|\\s*\\R\\s*");

  String told(String report) {
    var sentences = List.of(END.split(report.strip()));
    int n = sentences.size();
    if (n < 2) {
      return report;
    }
    var u = new float[n + 2];
    noise.uniform("sentences", id, visit, u, 0, u.length);
    int some = 1 + Math.min(n - 1, (int) (u[n] * n));
    int kept = u[n + 1] < .5f ? n : some;
    return IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> u[i]))
        .limit(kept)
        .map(sentences::get)
        .collect(Collectors.joining(" "));
  }
}
