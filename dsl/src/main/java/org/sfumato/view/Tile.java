package org.sfumato.view;

import java.awt.image.BufferedImage;
import org.sfumato.Images;
import org.sfumato.Resampling;

/**
 * How one image is laid on the sheet: each pixel as a square of whole dots, so that nothing is
 * smoothed; images larger than the sheet are averaged down.
 *
 * @param width of a tile in CSS pixels
 * @param height of a tile in CSS pixels
 */
record Tile(double width, double height) {
  /** A tile for pictures of this size, with room for so many in a row. */
  static Tile fitting(int pixelHeight, int pixelWidth, int columns) {
    int longer = Math.max(pixelHeight, pixelWidth);
    double largest = Math.min(Sheet.LARGEST, Math.max(Sheet.LARGE, longer));
    double room = Math.min(largest, (Sheet.WIDTH - (columns - 1.0) * Sheet.GAP) / columns);
    int dots = (int) Math.floor(room * Canvas.DENSITY / longer);
    double scale = dots >= 1 ? (double) dots / Canvas.DENSITY : room / longer;
    return new Tile(Math.max(1, pixelWidth * scale), Math.max(1, pixelHeight * scale));
  }

  /** Image {@code i} with 0 as black and 1 as white, averaged down if the tile has fewer dots. */
  BufferedImage of(Images x, int i) {
    int c = x.channels();
    int h = x.height();
    int w = x.width();
    var values = new float[c * h * w];
    x.read(i, values, 0);
    int toH = Math.min(h, Math.max(1, (int) Math.round(height * Canvas.DENSITY)));
    int toW = Math.min(w, Math.max(1, (int) Math.round(width * Canvas.DENSITY)));
    if (toH < h || toW < w) {
      var less = new float[c * toH * toW];
      Resampling.planes(values, c, h, w, less, toH, toW);
      values = less;
    }
    var image = new BufferedImage(toW, toH, BufferedImage.TYPE_INT_RGB);
    int area = toH * toW;
    for (int k = 0; k < area; k++) {
      int r = level(values[k]);
      int g = c == 3 ? level(values[area + k]) : r;
      int b = c == 3 ? level(values[2 * area + k]) : r;
      image.setRGB(k % toW, k / toW, r << 16 | g << 8 | b);
    }
    return image;
  }

  private static int level(float v) {
    return Math.round(255 * Math.max(0, Math.min(1, v)));
  }
}
