package org.sfumato.view;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleToIntFunction;
import javax.imageio.ImageIO;
import org.sfumato.Picture;

/** A bar of colours with a number at each end, below a sheet. */
final class ScaleBar {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 26;

  private ScaleBar() {}

  /**
   * @param colour of a share from 0 at the left end to 1 at the right one
   */
  static Picture under(Picture sheet, String low, String high, DoubleToIntFunction colour) {
    var image = decoded(sheet);
    var font = Typeface.size(11);
    double lowWidth = Sheet.width(font, low) + 6;
    int needed = (int) Math.ceil(lowWidth + WIDTH + 6 + Sheet.width(font, high));
    return Canvas.transparent(
        Math.max(sheet.width(), needed),
        sheet.height() + HEIGHT,
        g -> {
          g.drawImage(image, 0, 0, sheet.width(), sheet.height(), null);
          double top = sheet.height() + 9;
          g.setFont(font);
          g.setColor(Palette.CAPTION);
          g.drawString(low, 0, (float) (top + 10));
          g.drawString(high, (float) (lowWidth + WIDTH + 6), (float) (top + 10));
          bar(g, lowWidth, top, colour);
        });
  }

  private static void bar(Graphics2D g, double left, double top, DoubleToIntFunction colour) {
    int dots = WIDTH * Canvas.DENSITY;
    var colours = new BufferedImage(dots, 1, BufferedImage.TYPE_INT_RGB);
    for (int k = 0; k < dots; k++) {
      colours.setRGB(k, 0, colour.applyAsInt(k / (dots - 1.)));
    }
    g.drawImage(colours, (int) Math.round(left), (int) Math.round(top), WIDTH, 12, null);
  }

  private static BufferedImage decoded(Picture picture) {
    try {
      return ImageIO.read(new ByteArrayInputStream(picture.png()));
    } catch (IOException e) {
      throw new UncheckedIOException("a picture of our own could not be read back", e);
    }
  }
}
