package org.sfumato.view;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Picture;
import org.sfumato.Shown;

/**
 * Pictures in rows and columns, such as those of a sweep, all with 0 black and 1 white.
 *
 * @param heads above the columns
 * @param titles above the rows, each may be empty
 * @param rows of one image each, as many as there are heads
 */
public record PictureTable(List<String> heads, List<String> titles, List<List<Images>> rows)
    implements Shown {
  public PictureTable {
    heads = List.copyOf(heads);
    titles = List.copyOf(titles);
    rows = rows.stream().map(List::copyOf).toList();
    int columns = heads.size();
    if (rows.isEmpty() || rows.stream().anyMatch(r -> r.size() != columns)) {
      throw new IllegalArgumentException(
          "a table of pictures has as many in each row as there are columns, %d"
              .formatted(columns));
    }
    if (titles.size() != rows.size()) {
      throw new IllegalArgumentException(
          "there are %d rows of pictures but %d titles".formatted(rows.size(), titles.size()));
    }
  }

  @Override
  public String text() {
    var named = titles.stream().filter(t -> !t.isEmpty()).toList();
    return "pictures: "
        + String.join(" | ", heads)
        + (named.isEmpty() ? "" : " for each of " + String.join(" | ", named));
  }

  @Override
  public Optional<Picture> picture() {
    var one = rows.get(0).get(0);
    var tile = Tile.fitting(one.height(), one.width(), heads.size());
    var sheet = new ArrayList<Sheet.Row>();
    for (int r = 0; r < rows.size(); r++) {
      var tiles = new ArrayList<BufferedImage>();
      rows.get(r).forEach(x -> tiles.add(tile.of(x, 0)));
      sheet.add(new Sheet.Row(titles.get(r), tiles));
    }
    return Optional.of(new Sheet(tile, heads, sheet, "").picture());
  }

  @Override
  public String toString() {
    return text();
  }
}
