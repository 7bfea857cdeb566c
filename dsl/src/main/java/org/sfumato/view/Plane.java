package org.sfumato.view;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.knowm.xchart.XYChart;
import org.sfumato.Chart;

/** Two numeric axes with a thin grid, and where values lie between them. */
final class Plane {
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
    blank();
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

  /** XChart draws axes only around a series. */
  private void blank() {
    if (drawn.getSeriesCollection().isEmpty()) {
      drawn
          .addSeries(" ", new double[] {x.low(), x.high()}, new double[] {Double.NaN, Double.NaN})
          .setMarker(org.knowm.xchart.style.markers.SeriesMarkers.NONE);
    }
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
