package org.sfumato.view;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Images;
import org.sfumato.Picture;

/** Images in rows, 0 black and 1 white for all of them. */
final class Grid {
  /** More than these are not drawn; the caption says so. */
  static final int MOST = 32;

  private static final int WIDEST = 8;

  private Grid() {}

  static Picture of(Images x) {
    int n = Math.min(MOST, x.size());
    int columns = columns(n);
    var tile = Tile.fitting(x.height(), x.width(), columns);
    var rows = new ArrayList<Sheet.Row>();
    for (int start = 0; start < n; start += columns) {
      var tiles = new ArrayList<BufferedImage>();
      for (int i = start; i < Math.min(n, start + columns); i++) {
        tiles.add(tile.of(x, i));
      }
      rows.add(new Sheet.Row("", tiles));
    }
    return new Sheet(tile, List.of(), rows, caption(x, n, tile)).picture();
  }

  /** Full rows where that is possible: 6 in one row, 8 as 4 and 4, 16 as 8 and 8. */
  static int columns(int n) {
    if (n <= 6) {
      return n;
    }
    return n <= 2 * WIDEST ? (n + 1) / 2 : WIDEST;
  }

  static String caption(Images x, int shown, Tile tile) {
    var notes = new ArrayList<String>();
    if (shown < x.size()) {
      notes.add("first " + shown + " of " + x.size());
    }
    if (tile.width() * Canvas.DENSITY < x.width()) {
      notes.add(x.height() + "×" + x.width() + " pixels, averaged down");
    }
    if (x.channels() != 1 && x.channels() != 3) {
      notes.add("channel 0 of " + x.channels());
    }
    return String.join("; ", notes);
  }
}
