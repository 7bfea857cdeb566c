package org.sfumato.view;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.sfumato.Chart;

/** Lines through points, and points alone, with error bars, or bands where the points are many. */
final class Curves {
  /** From so many points on, a line is drawn without markers and its errors as a band. */
  static final int DENSE = 25;

  private static final double WIDEST_NAME = 190;

  private final Chart chart;
  private final Theme theme;
  private final Scale x;
  private final Scale y;
  private final Font font;

  Curves(Chart chart, Theme theme) {
    this.theme = theme;
    this.font = Typeface.size(House.SMALL, House.texts(chart));
    this.x =
        Scale.of(
            chart.x(),
            false,
            DoubleStream.concat(
                chart.series().stream().flatMapToDouble(s -> doubles(s.x().stream())),
                guides(chart, true)));
    this.chart = Dodge.apart(chart, x);
    this.y =
        Scale.of(
            chart.y(),
            false,
            DoubleStream.concat(
                chart.series().stream()
                    .flatMapToDouble(
                        s -> doubles(Stream.of(s.y(), s.low(), s.high()).flatMap(l -> l.stream()))),
                guides(chart, false)));
  }

  private static DoubleStream guides(Chart chart, boolean vertical) {
    return chart.guides().stream()
        .filter(g -> g.vertical() == vertical)
        .mapToDouble(Chart.Guide::at);
  }

  private static DoubleStream doubles(Stream<Double> values) {
    return values.mapToDouble(v -> v);
  }

  Sketch sketch() {
    var names = chart.series().stream().map(Chart.Series::name).toList();
    boolean several = names.size() > 1;
    double key = several ? Key.width(font, names, WIDEST_NAME) : 0;
    var plane = new Plane(chart, theme, x, y, House.WIDTH - (int) Math.ceil(key), House.HEIGHT);
    var unique = House.names(chart);
    for (int i = 0; i < unique.size(); i++) {
      add(plane, unique.get(i), chart.series().get(i), theme.series(i));
    }
    return new Sketch(
        House.WIDTH,
        House.HEIGHT,
        theme,
        g -> {
          plane.paint(g);
          errors(g, plane);
          Guides.draw(g, theme, chart, plane);
          Labels.draw(g, theme, font, chart, plane, chart.kind() == Chart.Kind.LINES);
          if (several) {
            key(g, plane, Key.textRoom(key));
          }
        });
  }

  private void add(Plane plane, String name, Chart.Series series, Color color) {
    var xs = series.x().stream().mapToDouble(x::divided).toArray();
    var ys =
        series.y().stream()
            .mapToDouble(v -> Double.isFinite(v) ? y.divided(v) : Double.NaN)
            .toArray();
    if (xs.length == 0) {
      xs = new double[] {x.low()};
      ys = new double[] {Double.NaN};
    }
    var added = plane.chart().addSeries(name, xs, ys);
    boolean line = chart.kind() == Chart.Kind.LINES;
    boolean marks = !line || xs.length < DENSE;
    added.setLineColor(color);
    added.setMarkerColor(color);
    added.setLineStyle(line ? House.LINE : SeriesLines.NONE);
    added.setMarker(marks ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  private void errors(Graphics2D g, Plane plane) {
    for (int s = 0; s < chart.series().size(); s++) {
      var series = chart.series().get(s);
      boolean band = chart.kind() == Chart.Kind.LINES && series.x().size() >= DENSE;
      Marks.errors(g, theme.series(s), series, plane, band);
    }
  }

  /** Names where the lines end; those of points alone in order from the top. */
  private void key(Graphics2D g, Plane plane, double room) {
    var key = new Key(font, room);
    for (int s = 0; s < chart.series().size(); s++) {
      var series = chart.series().get(s);
      var ends = new ArrayList<Double>();
      series.y().forEach(v -> ends.add(plane.py(v)));
      ends.removeIf(v -> v.isNaN());
      boolean line = chart.kind() == Chart.Kind.LINES && !ends.isEmpty();
      key.add(theme.series(s), series.name(), line ? ends.get(ends.size() - 1) : Double.NaN);
    }
    var plot = plane.plot();
    key.draw(g, theme, plane.width(), plot.getMinY(), plot.getMaxY());
  }
}
