package org.sfumato.view;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.stream.DoubleStream;
import org.sfumato.Chart;

/** Bars that touch over a numeric axis; several series lie over one another, see-through. */
final class Histogram {
  private static final double WIDEST_NAME = 190;

  private final Chart chart;
  private final Theme theme;

  Histogram(Chart chart, Theme theme) {
    this.chart = chart;
    this.theme = theme;
  }

  Sketch sketch() {
    var names = chart.series().stream().map(Chart.Series::name).toList();
    var font = Typeface.size(House.SMALL, House.texts(chart));
    boolean several = names.size() > 1;
    double key = several ? Key.width(font, names, WIDEST_NAME) : 0;
    var plane =
        new Plane(
            chart,
            theme,
            Scale.of(chart.x(), false, xs()),
            Scale.of(
                chart.y(),
                !chart.y().log(),
                chart.series().stream().flatMapToDouble(s -> positive(s))),
            House.WIDTH - (int) Math.ceil(key),
            House.HEIGHT);
    plane.chart().getStyler().setPlotGridVerticalLinesVisible(false);
    return new Sketch(
        House.WIDTH,
        House.HEIGHT,
        theme,
        g -> {
          plane.paint(g);
          for (int s = 0; s < chart.series().size(); s++) {
            bars(g, plane, s);
          }
          Guides.draw(g, theme, chart, plane);
          if (several) {
            var beside = new Key(font, Key.textRoom(key));
            for (int s = 0; s < names.size(); s++) {
              beside.add(theme.series(s), names.get(s), Double.NaN);
            }
            beside.draw(g, theme, plane.width(), plane.plot().getMinY(), plane.plot().getMaxY());
          }
        });
  }

  private DoubleStream xs() {
    var edges =
        chart.series().stream()
            .flatMapToDouble(
                s ->
                    s.x().stream().flatMapToDouble(v -> DoubleStream.of(v - half(s), v + half(s))));
    var guides = chart.guides().stream().filter(Chart.Guide::vertical).mapToDouble(Chart.Guide::at);
    return DoubleStream.concat(edges, guides);
  }

  /** On a logarithmic axis a bin without values has no height. */
  private DoubleStream positive(Chart.Series s) {
    return s.y().stream().mapToDouble(v -> v).filter(v -> !chart.y().log() || v > 0);
  }

  private static double half(Chart.Series s) {
    return s.x().size() > 1 ? (s.x().get(1) - s.x().get(0)) / 2 : .5;
  }

  private void bars(Graphics2D g, Plane plane, int s) {
    var series = chart.series().get(s);
    double floor = chart.y().log() ? plane.plot().getMaxY() : plane.py(0);
    var before = g.getComposite();
    if (chart.series().size() > 1) {
      g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, .6f));
    }
    for (int k = 0; k < series.x().size(); k++) {
      double count = series.y().get(k);
      double left = plane.px(series.x().get(k) - half(series));
      double right = plane.px(series.x().get(k) + half(series));
      double top = plane.py(count);
      if (count > 0 && !Double.isNaN(top)) {
        g.setColor(theme.series(s));
        g.fill(new Rectangle2D.Double(left + .5, top, Math.max(.6, right - left - 1), floor - top));
      }
    }
    g.setComposite(before);
  }
}
