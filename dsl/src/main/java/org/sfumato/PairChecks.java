package org.sfumato;

import java.util.HashSet;
import java.util.List;

/** What is refused as pairs, in sentences. */
final class PairChecks {
  private PairChecks() {}

  static void check(Images pictures, List<Pairs.Told> told, List<String> findings) {
    if (pictures.size() != told.size()) {
      throw new IllegalArgumentException(
          "each picture needs its report: %s has %d pictures and there are %d reports"
              .formatted(pictures.expression(), pictures.size(), told.size()));
    }
    if (new HashSet<>(findings).size() != findings.size()) {
      throw new IllegalArgumentException("a finding is named twice: " + findings);
    }
    for (int i = 0; i < told.size(); i++) {
      check(told.get(i), i, findings);
    }
  }

  private static void check(Pairs.Told one, int i, List<String> findings) {
    if (one.labels().size() != findings.size()) {
      throw new IllegalArgumentException(
          "pair %d has %d labels for %d findings"
              .formatted(i, one.labels().size(), findings.size()));
    }
    for (int label : one.labels()) {
      if (label < Pairs.UNKNOWN || label > Pairs.PRESENT) {
        throw new IllegalArgumentException(
            "pair %d has the label %d; a label is 1 (present), 0 (absent) or -1 (unknown)"
                .formatted(i, label));
      }
    }
  }
}
