package org.sfumato.view;

import org.sfumato.Chart;
import org.sfumato.Picture;

/** Charts in the house style. */
final class Charts {
  private Charts() {}

  static Picture of(Chart chart) {
    if (chart.series().isEmpty()) {
      throw new IllegalArgumentException(
          "the chart \"" + chart.text() + "\" has no series to draw");
    }
    return switch (chart.kind()) {
      case LINES, POINTS -> new Curves(chart).picture();
      case BARS -> new Bars(chart).picture();
      case PANELS -> new SmallPanels(chart).picture();
    };
  }
}
