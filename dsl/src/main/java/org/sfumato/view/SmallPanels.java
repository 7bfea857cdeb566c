package org.sfumato.view;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Chart;

/**
 * One small panel per series, each with its own range; within a panel one bar per label, and the
 * same label has the same colour in all panels.
 */
final class SmallPanels {
  private static final int MOST_IN_A_ROW = 4;
  private static final int PANEL_HEIGHT = 230;
  private static final int LEGEND_LINE = 17;
  private final Chart chart;
  private final Theme theme;
  private final List<String> labels;

  SmallPanels(Chart chart, Theme theme) {
    this.chart = chart;
    this.theme = theme;
    this.labels = chart.series().isEmpty() ? List.of() : chart.series().get(0).labels();
  }

  Sketch sketch() {
    int n = Math.max(1, chart.series().size());
    // In rows of about equal length: five panels are three and two, not four and one.
    int rows = (n + MOST_IN_A_ROW - 1) / MOST_IN_A_ROW;
    int columns = (n + rows - 1) / rows;
    int panel = Math.min(300, House.WIDTH / columns);
    var legend = labels.size() > 1 ? legendLines(columns * panel) : List.<List<Integer>>of();
    int height = rows * PANEL_HEIGHT + legend.size() * LEGEND_LINE + (legend.isEmpty() ? 0 : 8);
    return new Sketch(
        columns * panel,
        height,
        theme,
        g -> {
          for (int i = 0; i < chart.series().size(); i++) {
            var at = (Graphics2D) g.create();
            at.translate(i % columns * panel, i / columns * PANEL_HEIGHT);
            new Bars(alone(chart.series().get(i)), theme).paint(at, panel, PANEL_HEIGHT, 0);
            at.dispose();
          }
          legend(g, legend, rows * PANEL_HEIGHT);
        });
  }

  /** One series as a chart of its own: a bar, in its own colour, for each label. */
  private Chart alone(Chart.Series metric) {
    var bars = new ArrayList<Chart.Series>();
    for (int k = 0; k < metric.y().size(); k++) {
      bars.add(
          new Chart.Series(
              k < labels.size() ? labels.get(k) : "" + k,
              List.of(0.),
              List.of(metric.y().get(k)),
              metric.low().isEmpty() ? List.of() : List.of(metric.low().get(k)),
              metric.high().isEmpty() ? List.of() : List.of(metric.high().get(k)),
              List.of(" ")));
    }
    return new Chart(
        Chart.Kind.PANELS,
        metric.name(),
        new Chart.Axis("", false),
        new Chart.Axis("", chart.y().log()),
        bars);
  }

  private List<List<Integer>> legendLines(int width) {
    var font = Typeface.size(House.SMALL, labels);
    var lines = new ArrayList<List<Integer>>();
    double used = Double.POSITIVE_INFINITY;
    for (int k = 0; k < labels.size(); k++) {
      double need = Sheet.width(font, labels.get(k)) + 30;
      if (used + need > width - 16) {
        lines.add(new ArrayList<>());
        used = 0;
      }
      lines.get(lines.size() - 1).add(k);
      used += need;
    }
    return lines;
  }

  private void legend(Graphics2D g, List<List<Integer>> lines, double top) {
    var font = Typeface.size(House.SMALL, labels);
    g.setFont(font);
    for (int l = 0; l < lines.size(); l++) {
      double x = 12;
      double y = top + l * LEGEND_LINE;
      for (int k : lines.get(l)) {
        g.setColor(theme.series(k));
        g.fill(new Rectangle2D.Double(x, y + 2, 10, 10));
        g.setColor(theme.ink());
        g.drawString(labels.get(k), (float) (x + 15), (float) (y + 11));
        x += Sheet.width(font, labels.get(k)) + 30;
      }
    }
  }
}
