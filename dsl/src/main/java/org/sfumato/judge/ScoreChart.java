package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.Numbers;

/** Charts of a table of scores. */
final class ScoreChart {
  private ScoreChart() {}

  /** Each metric in a panel of its own, since metrics share no range. */
  static Chart panels(ScoreTable t) {
    var labels = t.rows().stream().map(r -> ScoreText.shortened(r.name())).toList();
    var metrics = new ArrayList<Chart.Series>();
    for (int c = 0; c < t.columns().size(); c++) {
      metrics.add(series(t, t.columns().get(c).titled(), c, labels, r -> (double) r));
    }
    var none = new Chart.Axis("", false);
    return new Chart(Chart.Kind.PANELS, title(t), none, none, metrics);
  }

  static Chart against(ScoreTable t, String x, String y) {
    int c = t.column(y);
    var yAxis =
        new Chart.Axis(
            t.columns().get(c).measured() + (t.differences() ? " minus " + t.baseline() : ""),
            false);
    var name = t.columns().get(c).name();
    if (!x.equals(t.axis())) {
      var xs = t.values(x);
      var labels = t.rows().stream().map(r -> ScoreText.shortened(r.name())).toList();
      return new Chart(
          Chart.Kind.POINTS,
          title(t),
          new Chart.Axis(t.columns().get(t.column(x)).measured(), false),
          yAxis,
          List.of(series(t, name, c, labels, r -> xs[r])));
    }
    if (t.rows().stream().anyMatch(r -> r.swept().isEmpty())) {
      var labels =
          t.rows().stream()
              .map(r -> r.name().replaceFirst("^\\Q" + t.axis() + "\\E = ", ""))
              .toList();
      return new Chart(
          Chart.Kind.BARS,
          title(t),
          new Chart.Axis(x, false),
          yAxis,
          List.of(series(t, name, c, labels, r -> (double) r)));
    }
    return Chart.lines(
        title(t),
        x,
        yAxis.label(),
        List.of(series(t, name, c, List.of(), r -> t.rows().get(r).swept().getAsDouble())));
  }

  private static Chart.Series series(
      ScoreTable t, String name, int column, List<String> labels, IntFunction<Double> x) {
    var cells = IntStream.range(0, t.rows().size()).mapToObj(r -> t.estimate(r, column)).toList();
    boolean bars = cells.stream().anyMatch(Estimate::hasInterval);
    return new Chart.Series(
        name,
        IntStream.range(0, cells.size()).mapToObj(x).toList(),
        cells.stream().map(Estimate::mean).toList(),
        bars ? cells.stream().map(Estimate::low).toList() : List.of(),
        bars ? cells.stream().map(Estimate::high).toList() : List.of(),
        labels);
  }

  private static String title(ScoreTable t) {
    boolean bars =
        IntStream.range(0, t.columns().size()).anyMatch(c -> t.estimate(0, c).hasInterval());
    return (t.differences() ? "paired differences from " + t.baseline() + ", " : "")
        + t.units().text()
        + (bars ? ", " + Numbers.text(100 * t.confidence()) + " % intervals" : "");
  }
}
