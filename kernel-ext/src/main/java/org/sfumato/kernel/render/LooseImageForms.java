package org.sfumato.kernel.render;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.PixelGrabber;
import org.sfumato.kernel.message.Bundle;

/** Images that Java makes only when somebody looks, such as scaled ones: looked at, then shown. */
final class LooseImageForms implements Renderer<Image> {
  private static final long PATIENCE_MILLISECONDS = 10_000;

  @Override
  public Bundle of(Image image) {
    var grabber = new PixelGrabber(image, 0, 0, -1, -1, true);
    try {
      if (!grabber.grabPixels(PATIENCE_MILLISECONDS) || grabber.getWidth() < 1) {
        return Bundle.text("an image that does not load");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Bundle.text("an image that was not loaded");
    }
    int width = grabber.getWidth();
    int height = grabber.getHeight();
    var pixels = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    var from = grabber.getPixels();
    if (from instanceof int[] colours) {
      pixels.setRGB(0, 0, width, height, colours, 0, width);
    } else {
      var model = grabber.getColorModel();
      var indices = (byte[]) from;
      for (int i = 0; i < indices.length; i++) {
        pixels.setRGB(i % width, i / width, model.getRGB(indices[i] & 0xff));
      }
    }
    return new ImageForms().of(pixels);
  }

  @Override
  public String text(Image image) {
    int width = image.getWidth(null);
    return width < 0 ? "picture" : "picture, " + width + "×" + image.getHeight(null);
  }
}
