package org.sfumato.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Names at the right of a plot, each behind a stub in its series' colour: at the height where its
 * line ends, moved apart where they would cover one another.
 */
final class Key {
  private static final double STUB = 14;
  private static final double GAP = 5;
  private static final double LINE = 14;
  private static final double BETWEEN = 3;

  /** Between the longest name and the edge of the paper. */
  private static final double MARGIN = 6;

  /** One name, where it would like to stand. */
  private record Entry(Color color, List<String> lines, double wanted) {
    double height() {
      return lines.size() * LINE;
    }
  }

  private final Font font;
  private final double room;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param room for a name without its stub, in CSS pixels
   */
  Key(Font font, double room) {
    this.font = font;
    this.room = room;
  }

  /** The width that these names need with their stubs, at most {@code most}. */
  static double width(Font font, List<String> names, double most) {
    double widest = names.stream().mapToDouble(n -> Sheet.width(font, n)).max().orElse(0);
    return Math.min(most, STUB + GAP + widest + 2 + MARGIN);
  }

  static double textRoom(double width) {
    return width - STUB - GAP - MARGIN;
  }

  void add(Color color, String name, double wanted) {
    entries.add(new Entry(color, Wrapped.of(font, name, room, 3), wanted));
  }

  void draw(Graphics2D g, Theme theme, double left, double top, double bottom) {
    var sorted = new ArrayList<>(entries);
    sorted.sort((a, b) -> Double.compare(a.wanted, b.wanted));
    var at = places(sorted, top, bottom);
    g.setFont(font);
    for (int k = 0; k < sorted.size(); k++) {
      var entry = sorted.get(k);
      double first = at[k] - entry.height() / 2 + LINE / 2;
      g.setColor(entry.color);
      g.setStroke(new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
      g.draw(new Line2D.Double(left, first, left + STUB, first));
      g.setColor(theme.ink());
      for (int l = 0; l < entry.lines.size(); l++) {
        float baseline = (float) (first + l * LINE + font.getSize2D() * .36);
        g.drawString(entry.lines.get(l), (float) (left + STUB + GAP), baseline);
      }
    }
  }

  /** The middles of the names: as wanted, but apart, and within the plot if there is room. */
  private static double[] places(List<Entry> sorted, double top, double bottom) {
    var at = new double[sorted.size()];
    double low = top;
    for (int k = 0; k < at.length; k++) {
      double half = sorted.get(k).height() / 2;
      double wanted = Double.isNaN(sorted.get(k).wanted) ? low + half : sorted.get(k).wanted;
      at[k] = Math.max(wanted, low + half);
      low = at[k] + half + BETWEEN;
    }
    double high = bottom;
    for (int k = at.length - 1; k >= 0; k--) {
      double half = sorted.get(k).height() / 2;
      at[k] = Math.min(at[k], high - half);
      high = at[k] - half - BETWEEN;
    }
    return at;
  }
}
