package org.sfumato.view;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Picture;

/**
 * Rows of equally large tiles with thin gaps, on no background, so that they sit on a light page
 * and on a dark one.
 *
 * @param tile the size of all tiles
 * @param heads titles above the columns, or none
 * @param rows from top to bottom
 * @param caption below, may be empty
 */
record Sheet(Tile tile, List<String> heads, List<Row> rows, String caption) {
  /** The width that sheets try to fill, in CSS pixels. */
  static final double WIDTH = 800;

  /** The longest edge of a tile of a small image, in CSS pixels. */
  static final double LARGE = 192;

  /** The longest edge of any tile, in CSS pixels. */
  static final double LARGEST = 384;

  static final double GAP = 3;
  private static final double TEXT = 11;
  private static final double LINE = 14;
  private static final int HEAD_LINES = 2;
  private static final FontRenderContext CONTEXT =
      new FontRenderContext(new AffineTransform(), true, true);

  /** One row of tiles with a title above it, may be empty. */
  record Row(String title, List<BufferedImage> tiles) {}

  Picture picture() {
    int columns = rows.stream().mapToInt(r -> r.tiles.size()).max().orElse(1);
    double tilesWidth = columns * (tile.width() + GAP) - GAP;
    var font = font();
    double least = caption.isEmpty() ? 0 : Math.min(WIDTH, width(font, caption));
    for (var row : rows) {
      least = Math.max(least, Math.min(WIDTH / 2, width(font, row.title)));
    }
    double width = Math.max(tilesWidth, least);
    var headLines = heads.stream().map(h -> wrapped(font, h, tile.width())).toList();
    int most = headLines.stream().mapToInt(List::size).max().orElse(0);
    double height = most == 0 ? 0 : most * LINE + GAP;
    for (var row : rows) {
      height += (row.title.isEmpty() ? 0 : LINE + GAP) + tile.height() + GAP;
    }
    height += caption.isEmpty() ? -GAP : LINE + 2;
    return Canvas.transparent(
        (int) Math.ceil(width),
        (int) Math.ceil(height),
        g -> paint(g, font, headLines, most, width));
  }

  private void paint(
      Graphics2D g, Font font, List<List<String>> headLines, int most, double width) {
    g.setFont(font);
    g.setColor(Palette.CAPTION);
    double y = 0;
    for (int c = 0; c < headLines.size(); c++) {
      var lines = headLines.get(c);
      for (int l = 0; l < lines.size(); l++) {
        double left = c * (tile.width() + GAP) + (tile.width() - width(font, lines.get(l))) / 2;
        g.drawString(lines.get(l), (float) left, (float) ((most - lines.size() + l) * LINE + TEXT));
      }
    }
    y += most == 0 ? 0 : most * LINE + GAP;
    for (var row : rows) {
      if (!row.title.isEmpty()) {
        g.drawString(shortened(font, row.title, width), 0, (float) (y + TEXT));
        y += LINE + GAP;
      }
      for (int c = 0; c < row.tiles.size(); c++) {
        place(g, row.tiles.get(c), c * (tile.width() + GAP), y);
      }
      y += tile.height() + GAP;
    }
    if (!caption.isEmpty()) {
      g.drawString(shortened(font, caption, width), 0, (float) (y + TEXT));
    }
  }

  private void place(Graphics2D g, BufferedImage image, double x, double y) {
    // On whole dots, so that all pixels of an image become equally large squares.
    double left = Math.round(x * Canvas.DENSITY) / (double) Canvas.DENSITY;
    double top = Math.round(y * Canvas.DENSITY) / (double) Canvas.DENSITY;
    var to = AffineTransform.getTranslateInstance(left, top);
    to.scale(tile.width() / image.getWidth(), tile.height() / image.getHeight());
    g.drawImage(image, to, null);
  }

  private Font font() {
    var texts = new ArrayList<>(heads);
    texts.add(caption);
    rows.forEach(r -> texts.add(r.title));
    return Typeface.size(TEXT, texts);
  }

  static double width(Font font, String text) {
    return text.isEmpty() ? 0 : font.getStringBounds(text, CONTEXT).getWidth();
  }

  /** The text, or its beginning and end with an ellipsis between, so that it fits. */
  static String shortened(Font font, String text, double room) {
    if (width(font, text) <= room) {
      return text;
    }
    int keep = text.length() - 1;
    while (keep > 1) {
      var tried =
          text.substring(0, (keep * 2 + 2) / 3) + "…" + text.substring(text.length() - keep / 3);
      if (width(font, tried) <= room) {
        return tried;
      }
      keep--;
    }
    return "…";
  }

  private static List<String> wrapped(Font font, String text, double room) {
    var lines = new ArrayList<String>();
    var rest = text;
    while (lines.size() < HEAD_LINES - 1 && width(font, rest) > room) {
      int cut = rest.length();
      while (cut > 1 && width(font, rest.substring(0, cut)) > room) {
        cut--;
      }
      int space = rest.lastIndexOf(' ', cut);
      int dot = rest.lastIndexOf('.', cut);
      int at = Math.max(space, dot);
      cut = at > 0 ? at : cut;
      lines.add(rest.substring(0, cut).strip());
      rest = rest.substring(cut).strip();
    }
    lines.add(shortened(font, rest, room));
    return lines;
  }
}
