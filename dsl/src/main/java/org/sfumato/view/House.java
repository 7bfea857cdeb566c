package org.sfumato.view;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.sfumato.Chart;

/** The house style of charts: plain paper, thin lines, nothing that is not read. */
final class House {
  static final int WIDTH = 640;
  static final int HEIGHT = 400;
  static final double SMALL = 11;
  static final BasicStroke LINE =
      new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke HAIR = new BasicStroke(.7f);
  private static final double LABEL = 12;

  private House() {}

  /**
   * @param texts everything that will be written, so that the typeface has its letters
   */
  static void style(AxesChartStyler s, Theme theme, List<String> texts, Scale y, Ticks ticks) {
    var small = Typeface.size(SMALL, texts);
    s.setLocale(Locale.ROOT);
    s.setBaseFont(small);
    s.setChartBackgroundColor(theme.paper());
    s.setChartFontColor(theme.ink());
    s.setChartPadding(8);
    s.setChartTitleVisible(false);
    s.setPlotBackgroundColor(theme.paper());
    s.setPlotBorderVisible(false);
    s.setPlotContentSize(1);
    s.setPlotMargin(0);
    s.setPlotGridLinesColor(theme.grid());
    s.setPlotGridLinesStroke(HAIR);
    s.setAxisTitleFont(Typeface.size(LABEL, texts));
    s.setAxisTitlePadding(6);
    s.setAxisTickLabelsFont(small);
    s.setAxisTickLabelsColor(theme.softInk());
    s.setAxisTickMarksColor(theme.softInk());
    s.setAxisTickMarksStroke(HAIR);
    s.setAxisTickMarkLength(4);
    s.setAxisTickPadding(4);
    s.setXAxisTickMarkSpacingHint(80);
    s.setYAxisTickMarkSpacingHint(45);
    s.setYAxisMin(y.low());
    s.setYAxisMax(y.high());
    s.setYAxisLogarithmic(y.log());
    s.setYAxisLogarithmicDecadeOnly(false);
    s.setYAxisTickLabelsFormattingFunction(ticks::label);
    s.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    s.setLegendVisible(false);
    s.setMarkerSize(6);
  }

  /** Everything that a chart writes. */
  static List<String> texts(Chart chart) {
    var all = new ArrayList<>(List.of(chart.title(), chart.x().label(), chart.y().label()));
    for (var series : chart.series()) {
      all.add(series.name());
      all.addAll(series.labels());
    }
    return all;
  }

  /** Names for XChart, which keys by them: never empty, never twice. */
  static List<String> names(Chart chart) {
    var names = new ArrayList<String>();
    for (var series : chart.series()) {
      var name = series.name().isBlank() ? " " : series.name();
      while (names.contains(name)) {
        name += " ";
      }
      names.add(name);
    }
    return names;
  }
}
