package org.sfumato.view;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.sfumato.Chart;
import org.sfumato.Numbers;

/**
 * Bars from zero in groups: a group per label, a bar in it per series, the value above each bar.
 */
final class Bars {
  private static final double SMALLEST_LABELLED = 26;
  private static final double SMALLEST = 8.5;
  private static final int SLANT = 35;
  private static final double PANEL_TITLE = 12.5;

  /** About what the y axis takes of the width. */
  private static final double AXIS = 70;

  private static final double WIDEST_NAME = 190;

  private final Chart chart;
  private final Theme theme;
  private final Scale y;

  Bars(Chart chart, Theme theme) {
    this.chart = chart;
    this.theme = theme;
    this.y =
        Scale.of(
            chart.y(),
            !chart.y().log(),
            chart.series().stream()
                .flatMap(s -> Stream.of(s.y(), s.low(), s.high()))
                .flatMapToDouble(l -> l.stream().mapToDouble(v -> v)));
  }

  Sketch sketch() {
    var names = chart.series().stream().map(Chart.Series::name).toList();
    var font = Typeface.size(House.SMALL, House.texts(chart));
    boolean several = names.size() > 1;
    double room = several ? Key.width(font, names, WIDEST_NAME) : 0;
    int width = House.WIDTH - (int) Math.ceil(room);
    return new Sketch(
        House.WIDTH,
        House.HEIGHT,
        theme,
        g -> {
          paint(g, width, House.HEIGHT, 0);
          if (several) {
            var key = new Key(font, Key.textRoom(room));
            for (int s = 0; s < names.size(); s++) {
              key.add(theme.series(s), names.get(s), Double.NaN);
            }
            key.draw(g, theme, width, 8, House.HEIGHT);
          }
        });
  }

  /** Draws into a rectangle of this size at the origin; series take colours from this one on. */
  void paint(Graphics2D g, int width, int height, int firstColor) {
    var groups = groups(width);
    var drawn = new CategoryChart(width, height);
    var s = drawn.getStyler();
    var ticks = new Ticks(y);
    House.style(s, theme, House.texts(chart), y, ticks);
    if (chart.kind() == Chart.Kind.PANELS) {
      drawn.setTitle(chart.title());
      s.setChartTitleFont(Typeface.size(PANEL_TITLE, House.texts(chart)));
      s.setChartTitleBoxVisible(false);
      s.setChartTitlePadding(6);
      s.setChartTitleVisible(!chart.title().isBlank());
    }
    s.setPlotGridVerticalLinesVisible(false);
    s.setXAxisTickMarkSpacingHint(1);
    s.setAvailableSpaceFill(fill());
    boolean named = groups.stream().anyMatch(n -> !n.isBlank());
    s.setXAxisTicksVisible(named);
    if (slanted(groups, width)) {
      s.setXAxisLabelRotation(SLANT);
      s.setXAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
      s.setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
    }
    drawn.setXAxisTitle(chart.x().label());
    drawn.setYAxisTitle(y.label());
    var names = House.names(chart);
    for (int i = 0; i < names.size(); i++) {
      var ys = new ArrayList<Double>();
      for (int k = 0; k < groups.size(); k++) {
        double v =
            k < chart.series().get(i).y().size() ? chart.series().get(i).y().get(k) : Double.NaN;
        ys.add(Double.isFinite(v) ? y.divided(v) : Double.NaN);
      }
      drawn.addSeries(names.get(i), groups, ys).setFillColor(theme.series(firstColor + i));
    }
    var nothing = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    drawn.paint(nothing, width, height);
    nothing.dispose();
    ticks.settle();
    drawn.paint(g, width, height);
    overlay(g, drawn, groups.size());
  }

  /** The share of a group's width that its bars fill: one or two bars alone stay slender. */
  private double fill() {
    boolean alone = chart.kind() == Chart.Kind.PANELS;
    return alone ? Math.min(.72, .28 * chart.series().size()) : .72;
  }

  /** The names of the groups, each different from the others, as XChart needs them. */
  private List<String> groups(int width) {
    var longest = chart.series().stream().max((a, b) -> a.y().size() - b.y().size());
    int n = Math.max(1, longest.map(s -> s.y().size()).orElse(1));
    var labels = chart.series().isEmpty() ? List.<String>of() : chart.series().get(0).labels();
    var font = Typeface.size(House.SMALL, labels);
    // XChart leaves out a slanted label that would begin left of the paper: the first has least
    // room.
    double room = (AXIS * .5 + (width - AXIS) / n / 2) / Math.cos(Math.toRadians(SLANT));
    boolean slanted = slanted(labels, width);
    var names = new ArrayList<String>();
    for (int k = 0; k < n; k++) {
      var name = k < labels.size() ? labels.get(k) : labels.isEmpty() && n > 1 ? "" + k : " ";
      name = name.isBlank() ? " " : slanted ? Sheet.shortened(font, name, room) : name;
      while (names.contains(name)) {
        name += " ";
      }
      names.add(name);
    }
    return names;
  }

  private static boolean slanted(List<String> labels, int width) {
    var font = Typeface.size(House.SMALL, labels);
    double widest = labels.stream().mapToDouble(n -> Sheet.width(font, n)).max().orElse(0);
    return widest > (width - AXIS) / Math.max(1, labels.size());
  }

  private void overlay(Graphics2D g, CategoryChart drawn, int groups) {
    int bars = chart.series().size();
    double zero = drawn.getScreenYFromChart(Math.max(y.low(), Math.min(y.high(), 0)));
    for (int s = 0; s < bars; s++) {
      var series = chart.series().get(s);
      for (int k = 0; k < series.y().size(); k++) {
        double v = series.y().get(k);
        if (!Double.isFinite(v)) {
          continue;
        }
        double barWidth = fill() / bars;
        double at = drawn.getScreenXFromChart(k + (1 - fill()) / 2 + (s + .5) * barWidth);
        double next = drawn.getScreenXFromChart(k + (1 - fill()) / 2 + (s + 1.) * barWidth);
        double end = drawn.getScreenYFromChart(y.divided(v));
        double low = end;
        double high = end;
        if (!series.low().isEmpty()) {
          low = drawn.getScreenYFromChart(y.divided(series.low().get(k)));
          high = drawn.getScreenYFromChart(y.divided(series.high().get(k)));
          Marks.errorBar(g, theme.ink(), at, low, high);
        }
        if (2 * (next - at) >= SMALLEST_LABELLED && groups * bars <= 16) {
          value(
              g,
              v,
              at,
              2 * (next - at),
              end <= zero ? finiteOr(high, end) - 5 : finiteOr(low, end) + 13);
        }
      }
    }
  }

  private static double finiteOr(double v, double other) {
    return Double.isFinite(v) ? v : other;
  }

  /** No wider than its bar, so that it covers no neighbour. */
  private void value(Graphics2D g, double v, double x, double room, double baseline) {
    var text =
        Numbers.text(new java.math.BigDecimal(v).round(new java.math.MathContext(3)).doubleValue())
            .replace('-', '−');
    double wanted = Sheet.width(Typeface.size(House.SMALL), text);
    double size = House.SMALL * Math.min(1, (room - 2) / wanted);
    if (size < SMALLEST) {
      return;
    }
    var font = Typeface.size(size);
    double half = Sheet.width(font, text) / 2;
    g.setFont(font);
    g.setColor(theme.ink());
    g.drawString(text, (float) (x - half), (float) baseline);
  }
}
