package org.sfumato.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Chart;

/** What XChart lacks: error bars with two different ends, and bands. */
final class Marks {
  private static final BasicStroke BAR =
      new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  private static final double CAP = 3.5;

  private Marks() {}

  /** A vertical bar with caps from one end to the other. */
  static void errorBar(Graphics2D g, Color color, double x, double from, double to) {
    if (!Double.isFinite(x + from + to)) {
      return;
    }
    g.setColor(color);
    g.setStroke(BAR);
    g.draw(new Line2D.Double(x, from, x, to));
    g.draw(new Line2D.Double(x - CAP, from, x + CAP, from));
    g.draw(new Line2D.Double(x - CAP, to, x + CAP, to));
  }

  /** A series' error bars, or the band between their ends; nothing if it has none. */
  static void errors(Graphics2D g, Color color, Chart.Series series, Plane plane, boolean asBand) {
    var points = new ArrayList<double[]>();
    for (int i = 0; i < series.low().size(); i++) {
      points.add(
          new double[] {
            plane.px(series.x().get(i)),
            plane.py(series.low().get(i)),
            plane.py(series.high().get(i))
          });
    }
    if (asBand) {
      band(g, color, points);
    } else {
      points.forEach(p -> errorBar(g, color, p[0], p[1], p[2]));
    }
  }

  /** The area between two curves; where a value is missing the area is cut. */
  static void band(Graphics2D g, Color color, List<double[]> points) {
    g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 46));
    int start = 0;
    for (int i = 0; i <= points.size(); i++) {
      if (i == points.size() || Double.isNaN(points.get(i)[1] + points.get(i)[2])) {
        fill(g, points.subList(start, i));
        start = i + 1;
      }
    }
  }

  private static void fill(Graphics2D g, List<double[]> points) {
    if (points.size() < 2) {
      return;
    }
    var area = new Path2D.Double();
    area.moveTo(points.get(0)[0], points.get(0)[1]);
    for (var p : points) {
      area.lineTo(p[0], p[1]);
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      area.lineTo(points.get(i)[0], points.get(i)[2]);
    }
    area.closePath();
    g.fill(area);
  }
}
