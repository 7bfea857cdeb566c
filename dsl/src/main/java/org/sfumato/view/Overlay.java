package org.sfumato.view;

import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;

/**
 * Maps over images: above each image as it is, below it its map, the image in grey with orange laid
 * over it the more a place has. All share one scale from 0, and it is printed; places are squares,
 * as large as what was looked at.
 */
public final class Overlay implements Shown {
  private static final int MOST = 16;
  private static final int WIDEST = 8;

  /** The house's vermilion. */
  private static final int[] COLOUR = {0xd5, 0x5e, 0x00};

  /** So much of the image stays to be seen under the largest value. */
  private static final double SEEN = .25;

  private static final double LUMA_RED = .299;
  private static final double LUMA_GREEN = .587;
  private static final double LUMA_BLUE = .114;

  private final Images x;
  private final float[][] maps;
  private final int grid;
  private final String meaning;
  private final String text;

  /**
   * @param maps for each image {@code grid·grid} values from 0 up, row by row
   * @param meaning of a value, for the caption
   * @param text the expression that made it
   * @throws IllegalArgumentException if there is not one map for each image, a map has another
   *     size, or a value is negative or not a number
   */
  public Overlay(Images x, float[][] maps, int grid, String meaning, String text) {
    if (x.size() == 0 || maps.length != x.size()) {
      throw new IllegalArgumentException(
          "an overlay has one map for each image, but there are %d maps for %d images"
              .formatted(maps.length, x.size()));
    }
    this.x = x;
    this.maps = new float[maps.length][];
    this.grid = grid;
    this.meaning = meaning;
    this.text = text;
    for (int i = 0; i < maps.length; i++) {
      this.maps[i] = maps[i].clone();
      if (maps[i].length != grid * grid) {
        throw new IllegalArgumentException(
            "map %d has %d values, not %d×%d".formatted(i, maps[i].length, grid, grid));
      }
      for (float v : maps[i]) {
        if (!(v >= 0) || Float.isInfinite(v)) {
          throw new IllegalArgumentException(
              "map %d has the value %s; values are finite and from 0 up".formatted(i, v));
        }
      }
    }
  }

  /** For each image its map, row by row. */
  public float[][] values() {
    var copy = new float[maps.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = maps[i].clone();
    }
    return copy;
  }

  /** How many places there are along a side. */
  public int grid() {
    return grid;
  }

  /** The largest value among the images shown: the end of the scale. */
  public double range() {
    double most = 0;
    for (int i = 0; i < shown(); i++) {
      for (float v : maps[i]) {
        most = Math.max(most, v);
      }
    }
    return most;
  }

  private int shown() {
    return Math.min(MOST, x.size());
  }

  @Override
  public Optional<Picture> picture() {
    int n = shown();
    int columns = Math.min(n, n <= WIDEST ? n : (n + 1) / 2);
    var tile = Tile.fitting(x.height(), x.width(), columns);
    double range = range();
    var rows = new ArrayList<Sheet.Row>();
    for (int start = 0; start < n; start += columns) {
      var plain = new ArrayList<BufferedImage>();
      var laid = new ArrayList<BufferedImage>();
      for (int i = start; i < Math.min(n, start + columns); i++) {
        var image = tile.of(x, i);
        plain.add(image);
        laid.add(over(image, maps[i], range));
      }
      rows.add(new Sheet.Row("", plain));
      rows.add(new Sheet.Row("", laid));
    }
    var more = Grid.caption(x, n, tile);
    var caption = meaning + (more.isEmpty() ? "" : "; " + more);
    var sheet = new Sheet(tile, List.of(), rows, caption).picture();
    var high = Numbers.text(new BigDecimal(range).round(new MathContext(2)).doubleValue());
    return Optional.of(ScaleBar.under(sheet, "0", high, v -> mixed(.5, v)));
  }

  private BufferedImage over(BufferedImage image, float[] map, double range) {
    int w = image.getWidth();
    int h = image.getHeight();
    var laid = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    for (int k = 0; k < w * h; k++) {
      int rgb = image.getRGB(k % w, k / w);
      double grey =
          LUMA_RED * (rgb >> 16 & 0xff) + LUMA_GREEN * (rgb >> 8 & 0xff) + LUMA_BLUE * (rgb & 0xff);
      int place = (k / w) * grid / h * grid + (k % w) * grid / w;
      laid.setRGB(k % w, k / w, mixed(grey / 255, range == 0 ? 0 : map[place] / range));
    }
    return laid;
  }

  /** A grey with so large a share of colour over it. */
  private static int mixed(double grey, double share) {
    double laid = (1 - SEEN) * share;
    int rgb = 0;
    for (int c : COLOUR) {
      rgb = rgb << 8 | (int) Math.round((1 - laid) * 255 * grey + laid * c);
    }
    return rgb;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
