package org.sfumato.judge;

import org.sfumato.Results;
import org.sfumato.Score;

/** The paired difference of two runs on the same images, in one metric. */
final class Comparison {
  private Comparison() {}

  static Score of(Results a, Results b, String column) {
    var ours = single(a);
    var theirs = single(b);
    var wanted = column.isEmpty() ? only(ours, theirs) : column;
    int c = ours.column(wanted);
    int d = theirs.column(wanted);
    var left = ours.columns().get(c);
    var right = theirs.columns().get(d);
    if (!left.variant().equals(right.variant())) {
      throw new IllegalArgumentException(
          "%s does not compare: one is (%s), the other (%s)"
              .formatted(wanted, left.variant(), right.variant()));
    }
    if (!left.against().equals(right.against())) {
      throw new IllegalArgumentException(
          "%s does not compare: the two were measured against different images".formatted(wanted));
    }
    if (ours.ids().size() != theirs.ids().size()) {
      throw new IllegalArgumentException(
          "a paired difference needs the same images, but there are %d and %d"
              .formatted(ours.ids().size(), theirs.ids().size()));
    }
    if (!ours.ids().equals(theirs.ids())) {
      throw new IllegalArgumentException(
          "a paired difference needs the same images, but the first are %s and %s; start both from the same images"
              .formatted(ours.ids().get(0), theirs.ids().get(0)));
    }
    var name = ours.rows().get(0).name() + " − " + theirs.rows().get(0).name();
    boolean areas = ours.basis().areas().isPresent();
    if (areas && !ours.columns().equals(theirs.columns())) {
      throw new IllegalArgumentException(
          "%s does not compare: the two tables are not about the same findings".formatted(wanted));
    }
    var difference =
        areas
            ? ours.rows().get(0).minus(theirs.rows().get(0), name)
            : at(ours.rows().get(0), c).minus(at(theirs.rows().get(0), d), name);
    int at = areas ? c : 0;
    var e =
        areas
            ? ours.estimate(difference, c)
            : left.whole()
                ? Estimate.ofSeeds(difference.perSeed(0), ours.ids().size(), ours.confidence())
                : Estimate.of(difference.perImage(0), ours.units(), ours.inference());
    var variant = left.variant() + (left.variant().isEmpty() ? "" : "; ") + "paired difference";
    return new Score(left.name(), e.mean(), e.low(), e.high(), e.n(), variant)
        .tested(difference.seedSpread(at), e.p())
        .from(a.provenance().within("minus", b.provenance()));
  }

  private static Row at(Row row, int column) {
    return new Row(row.name(), row.swept(), row.seeds(), new double[][][] {row.values()[column]});
  }

  private static ScoreTable single(Results results) {
    if (!(Swept.behind(results) instanceof ScoreTable table)) {
      throw new IllegalArgumentException(
          "compare takes tables of scores that remember every image, such as score(…) makes");
    }
    if (table.rows().size() != 1) {
      throw new IllegalArgumentException(
          "compare takes one row of each, but one table has %d; take row(name), or versus(row) of the whole table"
              .formatted(table.rows().size()));
    }
    return table;
  }

  private static String only(ScoreTable a, ScoreTable b) {
    var names = a.columns().stream().map(Column::name).toList();
    var shared =
        names.stream()
            .filter(n -> b.columns().stream().anyMatch(c -> c.name().equals(n)))
            .distinct()
            .toList();
    if (shared.size() != 1) {
      throw new IllegalArgumentException(
          shared.isEmpty()
              ? "the two tables share no column: "
                  + names
                  + " and "
                  + b.columns().stream().map(Column::name).toList()
              : "the two tables share %s; say which: compare(a, b, \"%s\")"
                  .formatted(String.join(", ", shared), shared.get(0)));
    }
    return shared.get(0);
  }
}
