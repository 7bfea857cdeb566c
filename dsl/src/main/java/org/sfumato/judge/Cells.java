package org.sfumato.judge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The estimates of a table's cells, each computed once: intervals may take thousands of resamples,
 * and a table is printed in several forms.
 */
final class Cells {
  private final ScoreTable table;
  private final Map<Integer, Estimate[]> columns = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> bests = new ConcurrentHashMap<>();

  Cells(ScoreTable table) {
    this.table = table;
  }

  Estimate estimate(int row, int column) {
    return columns.computeIfAbsent(column, this::computed)[row];
  }

  private Estimate[] computed(int column) {
    var all = table.rows().stream().map(row -> estimate(row, column)).toArray(Estimate[]::new);
    if (table.inference().holm()) {
      var p = Holm.adjusted(java.util.Arrays.stream(all).mapToDouble(Estimate::p).toArray());
      IntStream.range(0, p.length).forEach(r -> all[r] = all[r].withP(p[r]));
    }
    return all;
  }

  /** Of any row of these images. */
  Estimate estimate(Row row, int column) {
    var areas = table.basis().areas();
    if (areas.isPresent()) {
      return areas.get().estimate(row, column, table.confidence());
    }
    return table.columns().get(column).whole()
        ? Estimate.ofSeeds(row.perSeed(column), table.ids().size(), table.confidence())
        : Estimate.of(row.perImage(column), table.units(), table.inference());
  }

  /**
   * Whether a cell is the best of its column, or a difference that is there: its interval leaves
   * zero out or, after Holm's correction, its adjusted p value is small enough.
   */
  boolean marked(int row, int column) {
    var e = estimate(row, column);
    if (!table.differences()) {
      return best(column) == row;
    }
    return table.inference().holm() ? e.p() < 1 - table.confidence() : e.excludesZero();
  }

  /** The row whose paired difference from every other row excludes zero in its favour, or −1. */
  private int best(int column) {
    return bests.computeIfAbsent(column, this::found);
  }

  private int found(int column) {
    var rows = table.rows();
    var metric = table.columns().get(column);
    if (rows.size() < 2 || !metric.ranked()) {
      return -1;
    }
    boolean higher = metric.higherIsBetter();
    int best = 0;
    for (int r = 1; r < rows.size(); r++) {
      double gain = estimate(r, column).mean() - estimate(best, column).mean();
      best = (higher ? gain > 0 : gain < 0) ? r : best;
    }
    for (int r = 0; r < rows.size(); r++) {
      var difference = rows.get(best).minus(rows.get(r), "");
      if (r != best && !estimate(difference, column).excludesZero()) {
        return -1;
      }
    }
    return best;
  }
}
