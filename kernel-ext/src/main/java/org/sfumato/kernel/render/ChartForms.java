package org.sfumato.kernel.render;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.knowm.xchart.PieSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.AxesChartSeriesCategory;
import org.knowm.xchart.internal.series.AxesChartSeriesNumerical;
import org.knowm.xchart.internal.series.Series;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.kernel.message.Bundle;

/** Charts of XChart as their author styled them, with two dots to each CSS pixel. */
final class ChartForms implements Renderer<Chart<?, ?>> {
  private static final int MOST_SERIES = 12;

  @Override
  public Bundle of(Chart<?, ?> chart) {
    return PictureForms.add(Bundle.text(text(chart)), picture(chart));
  }

  private static Picture picture(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    int density = ImageForms.DENSITY;
    var image = new BufferedImage(width * density, height * density, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.scale(density, density);
    chart.paint(g, width, height);
    g.dispose();
    return new Picture(ImageForms.png(image), width, height);
  }

  /**
   * {@code XYChart "Loss", 2 series: train (100 points, 0.1 … 3), test (100 points, 0.2 … 3.1)}.
   */
  @Override
  public String text(Chart<?, ?> chart) {
    var all = chart.getSeriesCollection();
    var title = chart.getTitle() == null || chart.getTitle().isBlank() ? "" : chart.getTitle();
    var series =
        all.stream().limit(MOST_SERIES).map(ChartForms::series).collect(Collectors.joining(", "));
    return chart.getClass().getSimpleName()
        + (title.isEmpty() ? "" : " \"" + title + "\"")
        + ", "
        + all.size()
        + " series"
        + (all.isEmpty() ? "" : ": " + series)
        + (all.size() > MOST_SERIES ? ", …" : "");
  }

  private static String series(Series series) {
    if (series instanceof AxesChartSeriesNumerical n) {
      return series.getName() + range(n.getYData());
    }
    if (series instanceof AxesChartSeriesCategory c) {
      return series.getName() + range(c.getYData());
    }
    if (series instanceof PieSeries p && p.getValue() != null) {
      return series.getName() + " " + Numbers.text(p.getValue().doubleValue());
    }
    return series.getName();
  }

  private static String range(double[] values) {
    if (values == null) {
      return "";
    }
    var finite = Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
    var range =
        finite.getCount() == 0
            ? ""
            : ", " + Numbers.text(finite.getMin()) + " … " + Numbers.text(finite.getMax());
    return " (" + values.length + (values.length == 1 ? " point" : " points") + range + ")";
  }
}
