package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether two rows stand in the order in which they are reported. What a paper says is more often
 * that one method beats another than that a number has a value, and an order may hold on other
 * data.
 *
 * @param metric in which they are compared
 * @param better the row that is reported as the better one
 * @param worse the other
 * @param first the better one's number
 * @param second the other's
 * @param difference better − worse in the rerun, paired; empty if it cannot be had
 * @param outcome agrees, differs, undecided or not comparable
 * @param reason why, in words
 */
public record Ordering(
    String metric,
    Claim better,
    Claim worse,
    Said first,
    Said second,
    Optional<Estimated> difference,
    Outcome outcome,
    String reason) {
  /** Neighbours in the reported order, metric by metric, where the report tells them apart. */
  static List<Ordering> among(List<Claim> claims, ScoreTable table) {
    var found = new ArrayList<Ordering>();
    for (var group : Block.of(claims)) {
      for (var metric : group.metrics()) {
        found.addAll(chain(group.numbers(metric), table));
      }
    }
    return found;
  }

  private static List<Ordering> chain(List<Block.Number> numbers, ScoreTable table) {
    var found = new ArrayList<Ordering>();
    var name = numbers.get(0).said().metric();
    var column = Check.columns(table, numbers.get(0).said());
    if (numbers.size() < 2 || column.size() != 1) {
      return found;
    }
    int c = column.get(0);
    boolean higher = table.columns().get(c).higherIsBetter();
    var ranked = new ArrayList<>(numbers);
    ranked.sort((a, b) -> (higher ? -1 : 1) * Double.compare(a.said().value(), b.said().value()));
    for (int k = 1; k < ranked.size(); k++) {
      var a = ranked.get(k - 1);
      var b = ranked.get(k);
      double gap = Math.abs(a.said().value() - b.said().value());
      if (gap > a.said().slack() + b.said().slack()) {
        found.add(pair(name, a, b, c, higher, table));
      }
    }
    return found;
  }

  private static Ordering pair(
      String name, Block.Number a, Block.Number b, int c, boolean higher, ScoreTable table) {
    int first = Check.row(table, a.claim());
    int second = Check.row(table, b.claim());
    var outcome = Outcome.NOT_COMPARABLE;
    String reason;
    Optional<Estimated> difference = Optional.empty();
    if (first < 0 || second < 0) {
      var missing = first < 0 ? a.claim() : b.claim();
      reason = "the rerun has no row for " + missing.row();
    } else if (first == second) {
      reason = "both are the same row of the rerun";
    } else {
      var e = table.difference(first, second, c);
      difference = Optional.of(Estimated.of(e));
      outcome = told(e, higher);
      reason =
          switch (outcome) {
            case AGREES -> "the paired interval of the difference excludes zero";
            case DIFFERS -> "the rerun has them the other way round";
            default ->
                e.hasInterval()
                    ? "the paired interval of the difference includes zero"
                    : "the difference has no interval";
          };
    }
    return new Ordering(
        name, a.claim(), b.claim(), a.said(), b.said(), difference, outcome, reason);
  }

  private static Outcome told(Estimate e, boolean higher) {
    if (!e.hasInterval() || !e.excludesZero()) {
      return Outcome.UNDECIDED;
    }
    return higher == e.mean() > 0 ? Outcome.AGREES : Outcome.DIFFERS;
  }
}
