package org.sfumato.view;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.sfumato.Picture;

/** Pictures one below the other, each in its own size, on no background. */
final class Stacked {
  private static final int GAP = 8;

  private Stacked() {}

  static Picture of(List<Picture> pictures) {
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("there are no pictures to put below one another");
    }
    int width = pictures.stream().mapToInt(Picture::width).max().orElseThrow();
    int height = pictures.stream().mapToInt(p -> p.height() + GAP).sum() - GAP;
    return Canvas.transparent(width, height, g -> paint(g, pictures));
  }

  private static void paint(Graphics2D g, List<Picture> pictures) {
    int y = 0;
    for (var p : pictures) {
      g.drawImage(read(p), 0, y, p.width(), p.height(), null);
      y += p.height() + GAP;
    }
  }

  private static BufferedImage read(Picture p) {
    try {
      return ImageIO.read(new ByteArrayInputStream(p.png()));
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory could not be read", e);
    }
  }
}
