package org.sfumato.view;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;

/**
 * a − b pixel by pixel, averaged over channels: blue where a is darker, near-white where they
 * agree, red where a is brighter. All panels share one scale, symmetric about 0, and it is printed.
 */
public record Difference(Images a, Images b) implements Shown {
  private static final int MOST = 16;

  public Difference {
    if (a.size() == 0) {
      throw new IllegalArgumentException("there is no image to take a difference of");
    }
    if (!java.util.Arrays.equals(a.shape(), b.shape())) {
      throw new IllegalArgumentException(
          "a difference needs the same number and shape of images, but %s is %s and %s is %s"
              .formatted(
                  a.expression(), java.util.Arrays.toString(a.shape()),
                  b.expression(), java.util.Arrays.toString(b.shape())));
    }
  }

  /** The largest absolute difference among the images shown: the end of the scale. */
  public double range() {
    double most = 0;
    for (int i = 0; i < shown(); i++) {
      for (double v : values(i)) {
        most = Math.max(most, Math.abs(v));
      }
    }
    return most;
  }

  private int shown() {
    return Math.min(MOST, a.size());
  }

  private double[] values(int i) {
    int area = a.height() * a.width();
    var ours = new float[a.channels() * area];
    var theirs = new float[ours.length];
    a.read(i, ours, 0);
    b.read(i, theirs, 0);
    var mean = new double[area];
    for (int k = 0; k < ours.length; k++) {
      mean[k % area] += ((double) ours[k] - theirs[k]) / a.channels();
    }
    return mean;
  }

  @Override
  public String text() {
    return "difference("
        + a.expression()
        + ", "
        + b.expression()
        + "), at most "
        + Numbers.text(range());
  }

  @Override
  public Optional<Picture> picture() {
    double range = range();
    int n = shown();
    int columns = Grid.columns(n);
    var tile = Tile.fitting(a.height(), a.width(), columns);
    var rows = new ArrayList<Sheet.Row>();
    for (int start = 0; start < n; start += columns) {
      var tiles = new ArrayList<BufferedImage>();
      for (int i = start; i < Math.min(n, start + columns); i++) {
        tiles.add(coloured(values(i), range));
      }
      rows.add(new Sheet.Row("", tiles));
    }
    var sheet = new Sheet(tile, List.of(), rows, Grid.caption(a, n, tile)).picture();
    return Optional.of(
        ScaleBar.under(
            sheet, "−" + rounded(range), "+" + rounded(range), v -> Palette.diverging(2 * v - 1)));
  }

  private BufferedImage coloured(double[] values, double range) {
    var image = new BufferedImage(a.width(), a.height(), BufferedImage.TYPE_INT_RGB);
    for (int k = 0; k < values.length; k++) {
      image.setRGB(
          k % a.width(), k / a.width(), Palette.diverging(range == 0 ? 0 : values[k] / range));
    }
    return image;
  }

  private static String rounded(double v) {
    return Numbers.text(
        new java.math.BigDecimal(v).round(new java.math.MathContext(2)).doubleValue());
  }

  @Override
  public String toString() {
    return text();
  }
}
