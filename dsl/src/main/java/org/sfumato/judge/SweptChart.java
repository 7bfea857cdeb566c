package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sfumato.Chart;

/** One metric over values of two kinds: one kind along the axis, a series for each of the other. */
final class SweptChart {
  private SweptChart() {}

  static Chart of(ScoreTable t, List<Over<?>> axes, List<List<?>> spots, String x, String y) {
    int along = axes.get(0).name().equals(x) ? 0 : 1;
    int column = t.column(y);
    boolean numbers = axes.get(along).values().stream().allMatch(Number.class::isInstance);
    var series = new ArrayList<Chart.Series>();
    for (var other : axes.get(1 - along).values()) {
      var rows =
          IntStream.range(0, spots.size())
              .filter(r -> spots.get(r).get(1 - along).equals(other))
              .boxed()
              .toList();
      var name = axes.get(1 - along).row(other);
      series.add(series(t, name, column, rows, spots, along, numbers));
    }
    var whole = ScoreChart.panels(t).title();
    var yAxis = new Chart.Axis(t.columns().get(column).measured(), false);
    var kind = numbers ? Chart.Kind.LINES : Chart.Kind.BARS;
    return new Chart(kind, whole, new Chart.Axis(x, false), yAxis, series);
  }

  private static Chart.Series series(
      ScoreTable t,
      String name,
      int column,
      List<Integer> rows,
      List<List<?>> spots,
      int along,
      boolean numbers) {
    var cells = rows.stream().map(r -> t.estimate(r, column)).toList();
    boolean bars = cells.stream().anyMatch(Estimate::hasInterval);
    var x =
        IntStream.range(0, rows.size())
            .mapToObj(
                k ->
                    numbers
                        ? ((Number) spots.get(rows.get(k)).get(along)).doubleValue()
                        : (double) k)
            .toList();
    return new Chart.Series(
        name,
        x,
        cells.stream().map(Estimate::mean).toList(),
        bars ? cells.stream().map(Estimate::low).toList() : List.of(),
        bars ? cells.stream().map(Estimate::high).toList() : List.of(),
        numbers ? List.of() : rows.stream().map(r -> Over.word(spots.get(r).get(along))).toList());
  }
}
