package org.sfumato.kernel.render;

import java.util.Base64;
import org.sfumato.Picture;
import org.sfumato.kernel.message.Bundle;

/** Pictures as PNG with the size at which they want to be seen. */
final class PictureForms implements Renderer<Picture> {
  @Override
  public Bundle of(Picture picture) {
    return add(Bundle.text(text(picture)), picture);
  }

  @Override
  public String text(Picture picture) {
    return "picture, " + picture.width() + "×" + picture.height();
  }

  static Bundle add(Bundle bundle, Picture picture) {
    var base64 = Base64.getEncoder().encodeToString(picture.png());
    return bundle.withPicture(Bundle.PNG, base64, picture.width(), picture.height());
  }
}
