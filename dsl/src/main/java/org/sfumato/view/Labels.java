package org.sfumato.view;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Chart;

/**
 * Names beside points, each where it covers no point, no line and no other name, and stays on the
 * paper; one that had to move away is tied to its point by a thin line.
 */
final class Labels {
  private static final double DISTANCE = 7;
  private static final int FURTHEST = 5;
  private static final BasicStroke TIE = new BasicStroke(.7f);
  private final Font font;
  private final Rectangle2D paper;
  private final List<Rectangle2D> taken = new ArrayList<>();

  Labels(Font font, Rectangle2D paper) {
    this.font = font;
    this.paper = paper;
  }

  /** Puts every name of a chart beside its point. */
  static void draw(Graphics2D g, Theme theme, Font font, Chart chart, Plane plane, boolean lines) {
    var placed = new Labels(font, plane.plot());
    for (var series : chart.series()) {
      for (int i = 0; i < series.x().size(); i++) {
        double px = plane.px(series.x().get(i));
        double py = plane.py(series.y().get(i));
        placed.avoid(px, py, 5, 5);
        if (!series.low().isEmpty()) {
          double low = plane.py(series.low().get(i));
          double high = plane.py(series.high().get(i));
          placed.avoid(px, (low + high) / 2, 4, Math.abs(low - high) / 2);
        }
        if (lines && i > 0) {
          placed.avoidLine(
              plane.px(series.x().get(i - 1)), plane.py(series.y().get(i - 1)), px, py);
        }
      }
    }
    for (var series : chart.series()) {
      for (int i = 0; i < Math.min(series.labels().size(), series.x().size()); i++) {
        double at = plane.py(series.y().get(i));
        if (!Double.isNaN(at)) {
          placed.draw(g, theme, series.labels().get(i), plane.px(series.x().get(i)), at);
        }
      }
    }
  }

  /** Keeps this place free. */
  void avoid(double x, double y, double halfWidth, double halfHeight) {
    taken.add(new Rectangle2D.Double(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight));
  }

  /** Keeps a line free from one point to another. */
  void avoidLine(double x1, double y1, double x2, double y2) {
    int steps = (int) Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 6);
    for (int k = 1; k < steps; k++) {
      double at = (double) k / steps;
      avoid(x1 + (x2 - x1) * at, y1 + (y2 - y1) * at, 3, 3);
    }
  }

  /** Draws the text beside the point at (x, y), and says where. */
  Rectangle2D draw(Graphics2D g, Theme theme, String text, double x, double y) {
    if (text.isBlank()) {
      return new Rectangle2D.Double(x, y, 0, 0);
    }
    double w = Sheet.width(font, text);
    double h = font.getSize2D();
    Rectangle2D best = null;
    double least = Double.POSITIVE_INFINITY;
    for (var box : places(x, y, w, h)) {
      double cost = covered(box) + crossed(box, x, y);
      if (cost < least - 1e-9) {
        least = cost;
        best = box;
      }
    }
    taken.add(best);
    if (away(best, y)) {
      g.setColor(theme.softInk());
      g.setStroke(TIE);
      g.draw(tie(best, x, y));
    }
    g.setFont(font);
    g.setColor(theme.ink());
    g.drawString(text, (float) best.getX(), (float) (best.getY() + h * .85));
    return best;
  }

  /** From the best on: to the right, left, above, below, in the corners, then further away. */
  private static List<Rectangle2D> places(double x, double y, double w, double h) {
    var all = new ArrayList<Rectangle2D>();
    double right = x + DISTANCE;
    double left = x - DISTANCE - w;
    double[][] corners = {
      {right, y - h / 2},
      {left, y - h / 2},
      {x - w / 2, y - DISTANCE - h},
      {x - w / 2, y + DISTANCE},
      {right, y - DISTANCE - h},
      {left, y + DISTANCE},
      {right, y + DISTANCE},
      {left, y - DISTANCE - h}
    };
    for (var corner : corners) {
      all.add(new Rectangle2D.Double(corner[0], corner[1], w, h));
    }
    for (int k = 1; k <= FURTHEST; k++) {
      for (int side = -1; side <= 1; side += 2) {
        double top = y - h / 2 + side * (k + .6) * (h + 2);
        all.add(new Rectangle2D.Double(right + 8, top, w, h));
        all.add(new Rectangle2D.Double(left - 8, top, w, h));
      }
    }
    return all;
  }

  private static boolean away(Rectangle2D box, double y) {
    return Math.abs(box.getCenterY() - y) > box.getHeight() + DISTANCE + 1;
  }

  private static Line2D tie(Rectangle2D box, double x, double y) {
    double tip = box.getMaxX() < x ? box.getMaxX() + 2 : box.getMinX() - 2;
    return new Line2D.Double(x, y, tip, box.getCenterY());
  }

  /** Ties that run through what is there already. */
  private double crossed(Rectangle2D box, double x, double y) {
    if (!away(box, y)) {
      return 0;
    }
    var tie = tie(box, x, y);
    return 1
        + 40
            * taken.stream()
                .filter(other -> !other.contains(x, y) && tie.intersects(other))
                .count();
  }

  private double covered(Rectangle2D box) {
    double cost = paper.contains(box) ? 0 : 1e6;
    for (var other : taken) {
      var both = box.createIntersection(other);
      cost += both.getWidth() > 0 && both.getHeight() > 0 ? both.getWidth() * both.getHeight() : 0;
    }
    return cost;
  }
}
