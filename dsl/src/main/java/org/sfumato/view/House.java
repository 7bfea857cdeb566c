package org.sfumato.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.sfumato.Chart;

/** The house style of charts: white paper, thin lines, dark ink, nothing that is not read. */
final class House {
  static final int WIDTH = 640;
  static final int HEIGHT = 400;
  static final double SMALL = 11;
  static final BasicStroke LINE =
      new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke HAIR = new BasicStroke(.7f);
  private static final double TITLE = 13;
  private static final double LABEL = 12;

  private House() {}

  static void style(AxesChartStyler s, Chart chart, Scale y) {
    var texts = texts(chart);
    var small = Typeface.size(SMALL, texts);
    s.setLocale(Locale.ROOT);
    s.setBaseFont(small);
    s.setChartBackgroundColor(Color.WHITE);
    s.setChartFontColor(Palette.INK);
    s.setChartPadding(8);
    s.setChartTitleFont(Typeface.size(TITLE, texts));
    s.setChartTitleBoxVisible(false);
    s.setChartTitlePadding(6);
    s.setPlotBackgroundColor(Color.WHITE);
    s.setPlotBorderVisible(false);
    s.setPlotContentSize(1);
    s.setPlotMargin(0);
    s.setPlotGridLinesColor(Palette.GRID);
    s.setPlotGridLinesStroke(HAIR);
    s.setAxisTitleFont(Typeface.size(LABEL, texts));
    s.setAxisTitlePadding(6);
    s.setAxisTickLabelsFont(small);
    s.setAxisTickLabelsColor(Palette.SOFT_INK);
    s.setAxisTickMarksColor(Palette.SOFT_INK);
    s.setAxisTickMarksStroke(HAIR);
    s.setAxisTickMarkLength(4);
    s.setAxisTickPadding(4);
    s.setXAxisTickMarkSpacingHint(80);
    s.setYAxisTickMarkSpacingHint(45);
    s.setYAxisMin(y.low());
    s.setYAxisMax(y.high());
    s.setYAxisLogarithmic(y.log());
    s.setYAxisTickLabelsFormattingFunction(y::tick);
    s.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    s.setLegendFont(small);
    s.setLegendBorderColor(Color.WHITE);
    s.setLegendBackgroundColor(Color.WHITE);
    s.setLegendPadding(8);
    s.setLegendSeriesLineLength(18);
    s.setMarkerSize(6);
    legend(s, chart);
  }

  /**
   * Beside the plot if the names are too many or too long for one line below it, never on the data.
   */
  private static void legend(AxesChartStyler s, Chart chart) {
    var font = Typeface.size(SMALL, texts(chart));
    double line =
        chart.series().stream().mapToDouble(one -> Sheet.width(font, one.name()) + 45).sum();
    boolean below = line < WIDTH - 60;
    s.setLegendVisible(chart.series().size() > 1 && chart.kind() != Chart.Kind.PANELS);
    s.setLegendPosition(below ? Styler.LegendPosition.OutsideS : Styler.LegendPosition.OutsideE);
    s.setLegendLayout(below ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
  }

  private static List<String> texts(Chart chart) {
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
