package org.sfumato.view;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.sfumato.Picture;

/** Paper of so many CSS pixels with two dots to each, so that it is crisp on dense screens. */
final class Canvas {
  /** Dots per CSS pixel, each way. */
  static final int DENSITY = 2;

  private Canvas() {}

  /** What {@code draw} draws on paper of this colour. */
  static Picture on(Color paper, int width, int height, Consumer<Graphics2D> draw) {
    return drawn(BufferedImage.TYPE_INT_RGB, paper, width, height, draw);
  }

  /** What {@code draw} draws on nothing: the page shows through, be it light or dark. */
  static Picture transparent(int width, int height, Consumer<Graphics2D> draw) {
    return drawn(BufferedImage.TYPE_INT_ARGB, null, width, height, draw);
  }

  private static Picture drawn(
      int type, Color paper, int width, int height, Consumer<Graphics2D> draw) {
    var image = new BufferedImage(width * DENSITY, height * DENSITY, type);
    var g = image.createGraphics();
    if (paper != null) {
      g.setColor(paper);
      g.fillRect(0, 0, image.getWidth(), image.getHeight());
    }
    hints(g);
    g.scale(DENSITY, DENSITY);
    draw.accept(g);
    g.dispose();
    return new Picture(png(image), width, height);
  }

  static void hints(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.setComposite(AlphaComposite.SrcOver);
  }

  /** As small as it gets without loss: a notebook carries its pictures for ever. */
  private static byte[] png(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    // The cache of ImageIO would be a file, and a full disk would then stop a picture.
    ImageIO.setUseCache(false);
    var writer = ImageIO.getImageWritersByFormatName("png").next();
    var thorough = writer.getDefaultWriteParam();
    thorough.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    thorough.setCompressionQuality(0);
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), thorough);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture could not be encoded in memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
