package org.sfumato.kernel.render;

import ai.djl.ndarray.NDArray;
import java.util.Locale;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;

/**
 * A native array: shape, type, device and range, and a picture if it looks like one; never its
 * numbers.
 */
final class ArrayForms implements Renderer<NDArray> {
  @Override
  public Bundle of(NDArray array) {
    if (array.isReleased()) {
      return Bundle.text(text(array));
    }
    var range = ArrayRange.of(array);
    var text = head(array) + range.map(r -> ", " + r.text()).orElse("");
    var bundle = Bundle.text(text);
    return range
        .flatMap(r -> ArrayPicture.of(array, r))
        .map(
            p -> {
              var said = text + "\n" + p.said();
              var all = PictureForms.add(Bundle.text(said), p.picture());
              var html =
                  "<div style=\"margin-bottom:.4em;line-height:1.35\"><small>"
                      + Escape.html(said).replace("\n", "<br>")
                      + "</small></div>"
                      + PicturesHtml.image(all, Escape.html(text));
              return all.with(Bundle.HTML, html);
            })
        .orElse(bundle);
  }

  @Override
  public String text(NDArray array) {
    return array.isReleased()
        ? "NDArray, closed"
        : head(array) + ArrayRange.of(array).map(r -> ", " + r.text()).orElse("");
  }

  private static String head(NDArray array) {
    var name = array.getName();
    return "NDArray "
        + (name == null || name.isBlank() ? "" : name + " ")
        + array.getShape()
        + " "
        + array.getDataType().name().toLowerCase(Locale.ROOT)
        + " on "
        + array.getDevice().toString().replace("()", "");
  }
}
