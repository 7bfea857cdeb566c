package org.sfumato.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.sfumato.Chart;

/**
 * Series with error bars at the same places of the x axis, moved a little apart, so that no bar
 * hides another; their middle stays where it was.
 */
final class Dodge {
  /** The distance of two series, and the most that the outermost are moved: shares of the axis. */
  private static final double STEP = .012;

  private static final double MOST = .03;

  private Dodge() {}

  /** The same chart if nothing would be hidden. */
  static Chart apart(Chart chart, Scale x) {
    var barred = chart.series().stream().filter(s -> !s.low().isEmpty()).toList();
    if (chart.kind() != Chart.Kind.LINES || !shared(barred)) {
      return chart;
    }
    double middle = (barred.size() - 1) / 2.0;
    double step = Math.min(STEP, MOST / middle);
    var moved = new ArrayList<Chart.Series>();
    int k = 0;
    for (var s : chart.series()) {
      double by = s.low().isEmpty() ? 0 : (k++ - middle) * step;
      var places = s.x().stream().map(at -> moved(at, by, x)).toList();
      moved.add(new Chart.Series(s.name(), places, s.y(), s.low(), s.high(), s.labels()));
    }
    return new Chart(
        chart.kind(), chart.title(), chart.x(), chart.y(), moved, chart.guides(), chart.dark());
  }

  private static double moved(double at, double by, Scale x) {
    return x.log()
        ? at * Math.pow(x.high() / x.low(), by)
        : at + by * (x.high() - x.low()) * x.unit();
  }

  private static boolean shared(List<Chart.Series> series) {
    var taken = new HashSet<Double>();
    boolean some = false;
    for (var s : series) {
      // A dense line shows a band, which covers nothing.
      if (s.x().size() >= Curves.DENSE) {
        return false;
      }
      some |= s.x().stream().anyMatch(taken::contains);
      taken.addAll(s.x());
    }
    return some;
  }
}
