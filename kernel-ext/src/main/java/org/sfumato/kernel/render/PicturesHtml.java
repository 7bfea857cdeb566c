package org.sfumato.kernel.render;

import java.util.List;
import java.util.Map;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;

/** Pictures side by side, as many in a line as there is room for. */
final class PicturesHtml {
  private static final int LONGEST_CAPTION = 80;

  private PicturesHtml() {}

  /**
   * @param size how many there are in all, of which {@code shown} are the first
   */
  static String of(List<Bundle> shown, int size) {
    var out = new StringBuilder("<div>");
    for (var one : shown) {
      var text = Escape.html(caption(one.plain()));
      out.append(
              "<div style=\"display:inline-block;vertical-align:top;margin:0 1em .6em 0;max-width:100%\">")
          .append(image(one, text))
          .append("<br><small>")
          .append(text)
          .append("</small></div>");
    }
    int more = size - shown.size();
    return out + (more > 0 ? "<p><small>… " + more + " more</small></p>" : "") + "</div>";
  }

  /** The PNG of a bundle in HTML, in its size. */
  static String image(Bundle bundle, String description) {
    var size = bundle.metadata().get(Bundle.PNG) instanceof Map<?, ?> m ? m : Map.of();
    var sized = new StringBuilder();
    for (var side : List.of("width", "height")) {
      if (size.get(side) instanceof Integer pixels) {
        sized.append(' ').append(side).append("=\"").append(pixels).append('"');
      }
    }
    return "<img alt=\""
        + description
        + "\""
        + sized
        + " src=\"data:image/png;base64,"
        + bundle.data().get(Bundle.PNG)
        + "\">";
  }

  private static String caption(String text) {
    var line = text.lines().findFirst().orElse("");
    return line.length() <= LONGEST_CAPTION
        ? line
        : Visible.whole(line.substring(0, LONGEST_CAPTION)) + "…";
  }
}
