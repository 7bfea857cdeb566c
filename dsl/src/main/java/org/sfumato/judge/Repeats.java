package org.sfumato.judge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows that have the numbers of another row: measured once and printed twice. */
final class Repeats {
  /** Two rows may share a number by chance. */
  private static final int FEWEST = 2;

  private Repeats() {}

  static void of(Block block, List<Finding> found) {
    var claims = block.claims();
    for (int i = 0; i < claims.size(); i++) {
      for (int j = 0; j < i; j++) {
        var same = measured(claims.get(i));
        if (same.size() >= FEWEST && same.equals(measured(claims.get(j)))) {
          var shown =
              claims.get(i).said().stream()
                  .filter(s -> same.containsKey(s.metric()))
                  .map(s -> s.metric() + " " + s.printed())
                  .collect(Collectors.joining(", "));
          found.add(
              new Finding(
                  "repeated row",
                  claims.get(i).label(),
                  "it has the numbers of %s: %s".formatted(claims.get(j).row(), shown)));
        }
      }
    }
  }

  /** What was measured and not chosen: the number of evaluations is often the same. */
  private static Map<String, Double> measured(Claim claim) {
    var values = new TreeMap<String, Double>();
    for (var said : claim.said()) {
      if (MetricKind.of(said.metric()) != MetricKind.NFE) {
        values.put(said.metric(), said.value());
      }
    }
    return values;
  }
}
