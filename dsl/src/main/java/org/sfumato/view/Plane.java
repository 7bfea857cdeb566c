package org.sfumato.view;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.sfumato.Chart;

/** Two numeric axes with a thin grid, and where values lie between them. */
final class Plane {
  /** Of evenly spaced values XChart would write each on the axis, round or not. */
  private static final double[] UNEVEN = {0, .13, .31, .58, 1};

  private final Scale x;
  private final Scale y;
  private final Ticks xTicks;
  private final Ticks yTicks;
  private final XYChart drawn;
  private int width;
  private final int height;

  Plane(Chart chart, Theme theme, Scale x, Scale y, int width, int height) {
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    this.xTicks = new Ticks(x);
    this.yTicks = new Ticks(y);
    this.drawn = new XYChart(width, height);
    var s = drawn.getStyler();
    House.style(s, theme, House.texts(chart), y, yTicks);
    s.setXAxisMin(x.low()).setXAxisMax(x.high());
    s.setXAxisLogarithmic(x.log());
    s.setXAxisLogarithmicDecadeOnly(false);
    s.setXAxisTickLabelsFormattingFunction(xTicks::label);
    drawn.setXAxisTitle(x.label());
    drawn.setYAxisTitle(y.label());
    blank();
  }

  XYChart chart() {
    return drawn;
  }

  /** So wide that the space between the axes is as wide as it is high. */
  Plane square() {
    rehearse();
    var plot = plot();
    width += (int) Math.round(plot.getHeight() - plot.getWidth());
    return this;
  }

  /** Lays everything out once, on nothing. */
  private void rehearse() {
    var nothing = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    Canvas.hints(nothing);
    drawn.paint(nothing, width, height);
    nothing.dispose();
  }

  int width() {
    return width;
  }

  void paint(Graphics2D g) {
    rehearse();
    xTicks.settle();
    yTicks.settle();
    drawn.paint(g, width, height);
  }

  /** XChart draws axes only around a series, and numbers only if it has several values. */
  private void blank() {
    drawn
        .addSeries("\0", between(x), between(y))
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(SeriesLines.NONE);
  }

  private static double[] between(Scale scale) {
    return DoubleStream.of(UNEVEN)
        .map(at -> scale.low() + (scale.high() - scale.low()) * at)
        .toArray();
  }

  /** The numbers along the x axis; known once it was painted. */
  List<String> numbers() {
    return xTicks.labels();
  }

  double px(double v) {
    return Double.isFinite(v) ? drawn.getScreenXFromChart(x.divided(v)) : Double.NaN;
  }

  double py(double v) {
    return Double.isFinite(v) ? drawn.getScreenYFromChart(y.divided(v)) : Double.NaN;
  }

  /** The space between the axes; known once it was painted. */
  Rectangle2D plot() {
    double left = drawn.getScreenXFromChart(x.low());
    double top = drawn.getScreenYFromChart(y.high());
    return new Rectangle2D.Double(
        left,
        top,
        drawn.getScreenXFromChart(x.high()) - left,
        drawn.getScreenYFromChart(y.low()) - top);
  }
}
