package org.sfumato.kernel.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.sfumato.Picture;
import org.sfumato.kernel.message.Bundle;

/** Pictures as PNG with the size at which they want to be seen. */
final class Pictures {
  private Pictures() {}

  static Bundle of(Picture picture) {
    var size = picture.width() + "×" + picture.height();
    return add(Bundle.text("picture, " + size), picture);
  }

  static Bundle add(Bundle bundle, Picture picture) {
    var base64 = Base64.getEncoder().encodeToString(picture.png());
    return bundle.withPicture(Bundle.PNG, base64, picture.width(), picture.height());
  }

  static Bundle of(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a picture as PNG: " + e.getMessage(), e);
    }
    return of(new Picture(bytes.toByteArray(), image.getWidth(), image.getHeight()));
  }
}
