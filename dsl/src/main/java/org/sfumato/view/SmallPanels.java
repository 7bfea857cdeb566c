package org.sfumato.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Chart;
import org.sfumato.Picture;

/**
 * One small panel per series, each with its own range; within a panel one bar per label, and the
 * same label has the same colour in all panels.
 */
final class SmallPanels {
  private static final int MOST_IN_A_ROW = 4;
  private static final int PANEL_HEIGHT = 230;
  private static final int TITLE = 24;
  private static final int LEGEND_LINE = 17;
  private final Chart chart;
  private final List<String> labels;

  SmallPanels(Chart chart) {
    this.chart = chart;
    this.labels = chart.series().isEmpty() ? List.of() : chart.series().get(0).labels();
  }

  Picture picture() {
    int n = Math.max(1, chart.series().size());
    int columns = Math.min(n, MOST_IN_A_ROW);
    int rows = (n + columns - 1) / columns;
    int panel = Math.min(300, House.WIDTH / columns);
    var legend = labels.size() > 1 ? legendLines(columns * panel) : List.<List<Integer>>of();
    int top = chart.title().isBlank() ? 0 : TITLE;
    int height =
        top + rows * PANEL_HEIGHT + legend.size() * LEGEND_LINE + (legend.isEmpty() ? 0 : 8);
    return Canvas.on(
        Color.WHITE,
        columns * panel,
        height,
        g -> {
          title(g, columns * panel);
          for (int i = 0; i < chart.series().size(); i++) {
            var at = (Graphics2D) g.create();
            at.translate(i % columns * panel, top + i / columns * PANEL_HEIGHT);
            new Bars(alone(chart.series().get(i))).paint(at, panel, PANEL_HEIGHT, 0);
            at.dispose();
          }
          legend(g, legend, top + rows * PANEL_HEIGHT);
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

  private void title(Graphics2D g, int width) {
    var font = Typeface.size(13, List.of(chart.title()));
    var text = Sheet.shortened(font, chart.title(), width - 16);
    g.setFont(font);
    g.setColor(Palette.INK);
    g.drawString(text, (float) ((width - Sheet.width(font, text)) / 2), 18f);
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
        g.setColor(Palette.series(k));
        g.fill(new Rectangle2D.Double(x, y + 2, 10, 10));
        g.setColor(Palette.INK);
        g.drawString(labels.get(k), (float) (x + 15), (float) (y + 11));
        x += Sheet.width(font, labels.get(k)) + 30;
      }
    }
  }
}
