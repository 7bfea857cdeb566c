package org.sfumato.kernel.render;

import ai.djl.modality.cv.Image;
import java.awt.image.RenderedImage;
import org.sfumato.kernel.message.Bundle;

/** DJL's images, if there is one of Java's inside. */
final class DjlImageForms implements Renderer<Image> {
  @Override
  public Bundle of(Image image) {
    return image.getWrappedImage() instanceof RenderedImage inside
        ? new ImageForms().of(inside)
        : Bundle.text(text(image));
  }

  @Override
  public String text(Image image) {
    return "picture, " + image.getWidth() + "×" + image.getHeight();
  }
}
