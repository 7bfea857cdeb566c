package org.sfumato.view;

import org.sfumato.Chart;

/** Charts in the house style. */
final class Charts {
  private Charts() {}

  static Sketch of(Chart chart) {
    if (chart.series().isEmpty()) {
      throw new IllegalArgumentException(
          "the chart \"" + chart.text() + "\" has no series to draw");
    }
    var theme = Theme.of(chart.dark());
    var sketch =
        switch (chart.kind()) {
          case LINES, POINTS -> new Curves(chart, theme).sketch();
          case BARS -> new Bars(chart, theme).sketch();
          case PANELS -> new SmallPanels(chart, theme).sketch();
          case HISTOGRAM -> new Histogram(chart, theme).sketch();
          case SQUARE -> new UnitSquare(chart, theme).sketch();
        };
    return sketch.under(new Heading(chart.title(), sketch.width()));
  }
}
