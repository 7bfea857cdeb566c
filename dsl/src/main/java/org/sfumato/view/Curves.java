package org.sfumato.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.sfumato.Chart;
import org.sfumato.Picture;

/** Lines through points, and points alone, with error bars, or bands where the points are many. */
final class Curves {
  /** From so many points on, a line is drawn without markers and its errors as a band. */
  private static final int DENSE = 25;

  private final Chart chart;
  private final Scale x;
  private final Scale y;

  Curves(Chart chart) {
    this.chart = chart;
    this.x =
        Scale.of(
            chart.x(),
            false,
            chart.series().stream().flatMapToDouble(s -> doubles(s.x().stream())));
    this.y =
        Scale.of(
            chart.y(),
            false,
            chart.series().stream()
                .flatMapToDouble(
                    s -> doubles(Stream.of(s.y(), s.low(), s.high()).flatMap(l -> l.stream()))));
  }

  private static DoubleStream doubles(Stream<Double> values) {
    return values.mapToDouble(v -> v);
  }

  Picture picture() {
    var drawn = new XYChart(House.WIDTH, House.HEIGHT);
    House.style(drawn.getStyler(), chart, y);
    drawn.setTitle(chart.title());
    drawn.getStyler().setChartTitleVisible(!chart.title().isBlank());
    drawn.setXAxisTitle(x.label());
    drawn.setYAxisTitle(y.label());
    drawn.getStyler().setXAxisMin(x.low()).setXAxisMax(x.high());
    drawn.getStyler().setXAxisLogarithmic(x.log());
    drawn.getStyler().setXAxisTickLabelsFormattingFunction(x::tick);
    var names = House.names(chart);
    for (int i = 0; i < names.size(); i++) {
      add(drawn, names.get(i), chart.series().get(i), Palette.series(i));
    }
    return Canvas.on(
        Color.WHITE,
        House.WIDTH,
        House.HEIGHT,
        g -> {
          drawn.paint(g, House.WIDTH, House.HEIGHT);
          errors(g, drawn);
          labels(g, drawn);
        });
  }

  private void add(XYChart drawn, String name, Chart.Series series, Color color) {
    var xs = series.x().stream().mapToDouble(x::divided).toArray();
    var ys =
        series.y().stream()
            .mapToDouble(v -> Double.isFinite(v) ? y.divided(v) : Double.NaN)
            .toArray();
    if (xs.length == 0) {
      xs = new double[] {x.low()};
      ys = new double[] {Double.NaN};
    }
    XYSeries added = drawn.addSeries(name, xs, ys);
    boolean line = chart.kind() == Chart.Kind.LINES;
    boolean marks = !line || xs.length < DENSE;
    added.setLineColor(color);
    added.setMarkerColor(color);
    added.setLineStyle(line ? House.LINE : SeriesLines.NONE);
    added.setMarker(marks ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  private void errors(Graphics2D g, XYChart drawn) {
    for (int s = 0; s < chart.series().size(); s++) {
      var series = chart.series().get(s);
      if (series.low().isEmpty()) {
        continue;
      }
      var points = new ArrayList<double[]>();
      for (int i = 0; i < series.x().size(); i++) {
        double at = drawn.getScreenXFromChart(x.divided(series.x().get(i)));
        points.add(
            new double[] {
              at, screenY(drawn, series.low().get(i)), screenY(drawn, series.high().get(i))
            });
      }
      if (chart.kind() == Chart.Kind.LINES && points.size() >= DENSE) {
        Marks.band(g, Palette.series(s), points);
      } else {
        for (var p : points) {
          Marks.errorBar(g, Palette.series(s), p[0], p[1], p[2]);
        }
      }
    }
  }

  private double screenY(XYChart drawn, double v) {
    return Double.isFinite(v) ? drawn.getScreenYFromChart(y.divided(v)) : Double.NaN;
  }

  private void labels(Graphics2D g, XYChart drawn) {
    double left = drawn.getScreenXFromChart(x.low());
    double top = drawn.getScreenYFromChart(y.high());
    var plot =
        new Rectangle2D.Double(
            left,
            top,
            drawn.getScreenXFromChart(x.high()) - left,
            drawn.getScreenYFromChart(y.low()) - top);
    var texts = chart.series().stream().flatMap(s -> s.labels().stream()).toList();
    var placed = new Labels(Typeface.size(House.SMALL, texts), plot);
    for (var series : chart.series()) {
      for (int i = 0; i < series.x().size(); i++) {
        double px = drawn.getScreenXFromChart(x.divided(series.x().get(i)));
        placed.avoid(px, screenY(drawn, series.y().get(i)), 5, 5);
        if (!series.low().isEmpty()) {
          double low = screenY(drawn, series.low().get(i));
          double high = screenY(drawn, series.high().get(i));
          placed.avoid(px, (low + high) / 2, 4, Math.abs(low - high) / 2);
        }
      }
    }
    for (var series : chart.series()) {
      for (int i = 0; i < Math.min(series.labels().size(), series.x().size()); i++) {
        double at = screenY(drawn, series.y().get(i));
        if (!Double.isNaN(at)) {
          placed.draw(
              g,
              series.labels().get(i),
              drawn.getScreenXFromChart(x.divided(series.x().get(i))),
              at);
        }
      }
    }
  }
}
