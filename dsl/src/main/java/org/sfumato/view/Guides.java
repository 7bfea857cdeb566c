package org.sfumato.view;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import org.sfumato.Chart;

/** Dashed lines that mark a value of an axis, with their names. */
final class Guides {
  private static final BasicStroke DASHED =
      new BasicStroke(1.1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0);

  private Guides() {}

  static void draw(Graphics2D g, Theme theme, Chart chart, Plane plane) {
    var plot = plane.plot();
    for (var guide : chart.guides()) {
      var font = Typeface.size(House.SMALL, List.of(guide.label()));
      double width = Sheet.width(font, guide.label());
      g.setFont(font);
      g.setColor(theme.softInk());
      g.setStroke(DASHED);
      if (guide.vertical()) {
        double at = plane.px(guide.at());
        g.draw(new Line2D.Double(at, plot.getMinY(), at, plot.getMaxY()));
        boolean right = at + 6 + width < plot.getMaxX();
        g.setColor(theme.ink());
        float x = (float) (right ? at + 5 : at - 5 - width);
        g.drawString(guide.label(), x, (float) (plot.getMinY() + font.getSize2D()));
      } else {
        double at = plane.py(guide.at());
        g.draw(new Line2D.Double(plot.getMinX(), at, plot.getMaxX(), at));
        g.setColor(theme.ink());
        float x = (float) (plot.getMaxX() - width - 2);
        boolean above = at - font.getSize2D() - 4 > plot.getMinY();
        g.drawString(guide.label(), x, (float) (above ? at - 4 : at + font.getSize2D() + 2));
      }
    }
  }

  /** From corner to corner: chance in a ROC chart, perfect calibration in a reliability chart. */
  static void diagonal(Graphics2D g, Theme theme, Plane plane) {
    g.setColor(theme.softInk());
    g.setStroke(DASHED);
    g.draw(new Line2D.Double(plane.px(0), plane.py(0), plane.px(1), plane.py(1)));
  }
}
