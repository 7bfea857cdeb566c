package org.sfumato.view;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Names beside points, each where it covers no point, no other name, and stays on the paper. */
final class Labels {
  private static final double DISTANCE = 7;
  private final Font font;
  private final Rectangle2D paper;
  private final List<Rectangle2D> taken = new ArrayList<>();

  Labels(Font font, Rectangle2D paper) {
    this.font = font;
    this.paper = paper;
  }

  /** Keeps this place free. */
  void avoid(double x, double y, double halfWidth, double halfHeight) {
    taken.add(new Rectangle2D.Double(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight));
  }

  void draw(Graphics2D g, String text, double x, double y) {
    if (text.isBlank()) {
      return;
    }
    double w = Sheet.width(font, text);
    double h = font.getSize2D();
    double[][] corners = {
      {x + DISTANCE, y - h / 2}, {x - DISTANCE - w, y - h / 2}, {x - w / 2, y - DISTANCE - h},
      {x - w / 2, y + DISTANCE}, {x + DISTANCE, y - DISTANCE - h}, {x - DISTANCE - w, y + DISTANCE},
      {x + DISTANCE, y + DISTANCE}, {x - DISTANCE - w, y - DISTANCE - h}
    };
    Rectangle2D best = null;
    double least = Double.POSITIVE_INFINITY;
    for (var corner : corners) {
      var box = new Rectangle2D.Double(corner[0], corner[1], w, h);
      double cost = covered(box);
      if (cost < least) {
        least = cost;
        best = box;
      }
    }
    taken.add(best);
    g.setFont(font);
    g.setColor(Palette.INK);
    g.drawString(text, (float) best.getX(), (float) (best.getY() + h * .85));
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
