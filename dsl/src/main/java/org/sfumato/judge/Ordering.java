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
 * @param reported their two numbers, the better one's first; empty if the order alone is reported
 * @param difference better − worse in the rerun, paired; empty if it cannot be had
 * @param outcome agrees, differs, undecided or not comparable
 * @param reason why, in words
 */
public record Ordering(
    String metric,
    Claim better,
    Claim worse,
    List<Said> reported,
    Optional<Estimated> difference,
    Outcome outcome,
    String reason) {
  /** Neighbours in the reported order, metric by metric, where the report tells them apart. */
  static List<Ordering> among(List<Claim> claims, ScoreTable table) {
    var found = new ArrayList<>(said(claims, table));
    for (var group : Block.of(claims)) {
      for (var metric : group.metrics()) {
        found.addAll(chain(group.numbers(metric), table));
      }
    }
    return found;
  }

  /** Orders that are reported without numbers. */
  static List<Ordering> said(List<Claim> claims, ScoreTable table) {
    var found = new ArrayList<Ordering>();
    for (var claim : claims) {
      for (var order : claim.orders()) {
        var other = named(order.than(), claim, claims);
        var columns = Check.columns(table, order.metric(), order.variant());
        found.add(
            columns.size() == 1
                ? pair(order.metric(), claim, other, List.of(), columns.get(0), table)
                : unknown(order, claim, other, columns.size()));
      }
    }
    return found;
  }

  /** The paper's row of this name, or the rerun's. */
  private static Claim named(String row, Claim better, List<Claim> claims) {
    return claims.stream()
        .filter(c -> c.row().equals(row) && c.paper().equals(better.paper()))
        .filter(c -> c.data().equals(better.data()))
        .findFirst()
        .orElseGet(() -> Claim.of(better.paper(), row));
  }

  private static Ordering unknown(Better order, Claim claim, Claim other, int columns) {
    var why =
        columns == 0
            ? "the rerun has no column " + order.metric()
            : columns + " columns of the rerun answer to " + order.metric();
    return new Ordering(
        order.metric(), claim, other, List.of(), Optional.empty(), Outcome.NOT_COMPARABLE, why);
  }

  private static List<Ordering> chain(List<Block.Number> numbers, ScoreTable table) {
    var found = new ArrayList<Ordering>();
    var name = numbers.get(0).said().metric();
    var said = numbers.get(0).said();
    var column = Check.columns(table, said.metric(), said.variant());
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
        found.add(pair(name, a.claim(), b.claim(), List.of(a.said(), b.said()), c, table));
      }
    }
    return found;
  }

  private static Ordering pair(
      String name, Claim better, Claim worse, List<Said> reported, int c, ScoreTable table) {
    boolean higher = table.columns().get(c).higherIsBetter();
    int first = Check.row(table, better);
    int second = Check.row(table, worse);
    var outcome = Outcome.NOT_COMPARABLE;
    String reason;
    Optional<Estimated> difference = Optional.empty();
    if (first < 0 || second < 0) {
      var missing = first < 0 ? better : worse;
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
    return new Ordering(name, better, worse, reported, difference, outcome, reason);
  }

  private static Outcome told(Estimate e, boolean higher) {
    if (!e.hasInterval() || !e.excludesZero()) {
      return Outcome.UNDECIDED;
    }
    return higher == e.mean() > 0 ? Outcome.AGREES : Outcome.DIFFERS;
  }
}
