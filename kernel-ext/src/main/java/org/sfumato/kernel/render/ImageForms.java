package org.sfumato.kernel.render;

import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.sfumato.Picture;
import org.sfumato.kernel.message.Bundle;

/**
 * Java's own images, a CSS pixel for each of theirs. Small ones are written at twice their size, so
 * that their pixels stay squares on dense screens.
 */
final class ImageForms implements Renderer<RenderedImage> {
  static final int DENSITY = 2;

  /** From this side on, in pixels, an image is written as it is. */
  private static final int LARGE = 512;

  @Override
  public Bundle of(RenderedImage image) {
    return PictureForms.add(Bundle.text(text(image)), picture(image));
  }

  @Override
  public String text(RenderedImage image) {
    return "picture, " + image.getWidth() + "×" + image.getHeight();
  }

  static Picture picture(RenderedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean small = width <= LARGE && height <= LARGE;
    return new Picture(png(small ? enlarged(image) : image), width, height);
  }

  /** A PNG file in memory. */
  static byte[] png(RenderedImage image) {
    var bytes = new ByteArrayOutputStream();
    // The cache of ImageIO would be a file, and a full disk would then stop a picture.
    ImageIO.setUseCache(false);
    try {
      // PNG knows no CMYK and no floating point; those go as usual colours.
      if (!ImageIO.write(image, "png", bytes)) {
        ImageIO.write(drawn(image, 1), "png", bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a picture as PNG: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  private static RenderedImage enlarged(RenderedImage image) {
    return drawn(image, DENSITY);
  }

  private static BufferedImage drawn(RenderedImage image, int scale) {
    boolean alpha = image.getColorModel() == null || image.getColorModel().hasAlpha();
    var type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    var to = new BufferedImage(image.getWidth() * scale, image.getHeight() * scale, type);
    var g = to.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    var place = AffineTransform.getScaleInstance(scale, scale);
    place.translate(-image.getMinX(), -image.getMinY());
    g.drawRenderedImage(image, place);
    g.dispose();
    return to;
  }
}
