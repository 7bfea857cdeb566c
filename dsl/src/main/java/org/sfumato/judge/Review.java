package org.sfumato.judge;

import java.util.List;
import java.util.Optional;
import org.sfumato.Provenance;
import org.sfumato.Shown;

/**
 * Reported against rerun: first whether the orders hold, then every number.
 *
 * @param orderings rows that are reported one above the other
 * @param verdicts a reported number each
 * @param rule when a number agrees
 * @param provenance of the rerun
 */
public record Review(
    List<Ordering> orderings, List<Verdict> verdicts, String rule, Provenance provenance)
    implements Shown {
  public Review {
    orderings = List.copyOf(orderings);
    verdicts = List.copyOf(verdicts);
  }

  /**
   * The outcome of the one number of this metric.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public Outcome outcome(String metric) {
    var found = verdicts.stream().filter(v -> v.said().metric().equalsIgnoreCase(metric)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "%s number is called %s; there are %s"
              .formatted(
                  found.isEmpty() ? "no" : "more than one",
                  metric,
                  verdicts.stream().map(v -> v.said().metric()).distinct().toList()));
    }
    return found.get(0).outcome();
  }

  /** Whether no number and no order differs. */
  public boolean holds() {
    return orderings.stream().noneMatch(o -> o.outcome() == Outcome.DIFFERS)
        && verdicts.stream().noneMatch(v -> v.outcome() == Outcome.DIFFERS);
  }

  @Override
  public String text() {
    return ReviewPage.of(this).text();
  }

  @Override
  public Optional<String> html() {
    return Optional.of(ReviewPage.of(this).html());
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(ReviewPage.of(this).latex());
  }

  @Override
  public Optional<String> figures() {
    return Optional.of(ReviewFigures.of(this));
  }

  @Override
  public String toString() {
    return text();
  }
}
