package org.sfumato.view;

import java.awt.Graphics2D;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.sfumato.Chart;

/**
 * Shares against shares, both axes of one length from 0 to 1 with the diagonal: ROC and reliability
 * charts. The names stand beside it.
 */
final class UnitSquare {
  private static final int HEIGHT = 420;

  private final Chart chart;
  private final Theme theme;

  UnitSquare(Chart chart, Theme theme) {
    this.chart = chart;
    this.theme = theme;
  }

  Sketch sketch() {
    var x = scale(chart.x(), s -> s.x().stream());
    var y = scale(chart.y(), s -> Stream.of(s.y(), s.low(), s.high()).flatMap(l -> l.stream()));
    var plane = new Plane(chart, theme, x, y, House.WIDTH, HEIGHT);
    var names = House.names(chart);
    for (int s = 0; s < names.size(); s++) {
      var series = chart.series().get(s);
      var added =
          plane
              .chart()
              .addSeries(
                  names.get(s),
                  series.x().stream().mapToDouble(v -> v).toArray(),
                  series.y().stream().mapToDouble(v -> v).toArray());
      added.setLineColor(theme.series(s));
      added.setMarkerColor(theme.series(s));
      added.setLineStyle(House.LINE);
      added.setMarker(dense(series) ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }
    plane.square();
    return new Sketch(House.WIDTH, HEIGHT, theme, g -> paint(g, plane));
  }

  private void paint(Graphics2D g, Plane plane) {
    plane.paint(g);
    Guides.diagonal(g, theme, plane);
    for (int s = 0; s < chart.series().size(); s++) {
      var series = chart.series().get(s);
      Marks.errors(g, theme.series(s), series, plane, dense(series));
    }
    Guides.draw(g, theme, chart, plane);
    var font = Typeface.size(House.SMALL, House.texts(chart));
    Labels.draw(g, theme, font, chart, plane, true);
    var key = new Key(font, Key.textRoom(House.WIDTH - plane.width() - 14.));
    for (int s = 0; s < chart.series().size(); s++) {
      key.add(theme.series(s), chart.series().get(s).name(), Double.NaN);
    }
    var plot = plane.plot();
    key.draw(g, theme, plane.width() + 6., plot.getMinY() + 6, plot.getMaxY());
  }

  private static boolean dense(Chart.Series series) {
    return series.x().size() >= Curves.DENSE;
  }

  /** From 0 to 1, or further if a value lies outside. */
  private Scale scale(
      Chart.Axis axis, java.util.function.Function<Chart.Series, Stream<Double>> values) {
    var all =
        DoubleStream.concat(
                DoubleStream.of(0, 1),
                chart.series().stream().flatMapToDouble(s -> values.apply(s).mapToDouble(v -> v)))
            .filter(Double::isFinite)
            .summaryStatistics();
    double pad = .02 * (all.getMax() - all.getMin());
    return new Scale(axis.label(), false, all.getMin() - pad, all.getMax() + pad, 1);
  }
}
