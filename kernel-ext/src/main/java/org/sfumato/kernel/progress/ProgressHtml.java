package org.sfumato.kernel.progress;

import java.util.Base64;
import org.sfumato.Picture;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;

/**
 * Bars of work and of its parts, one beneath the other, in the colours of the page. When the work
 * has ended nothing but words is left.
 */
final class ProgressHtml {
  /** More bars than these at once say nothing more. */
  private static final int MOST_BARS = 8;

  private static final String ROWS =
      "<div class=\"sf-progress\" style=\"display:grid;grid-template-columns:"
          + "minmax(0,max-content) 14em 1fr;column-gap:.9em;row-gap:.15em;align-items:center;"
          + "font-variant-numeric:tabular-nums\">";

  private ProgressHtml() {}

  static Bundle running(Work top) {
    var html = new StringBuilder(ROWS);
    var text = new StringBuilder();
    int left = rows(top, 0, MOST_BARS, html, text);
    if (left < 0) {
      html.append("<span style=\"padding-left:1.2em\">… and ")
          .append(-left)
          .append(" more</span><span></span><span></span>");
      text.append("\n  … and ").append(-left).append(" more");
    }
    html.append("</div>");
    top.picture().ifPresent(p -> html.append(image(p)));
    return Bundle.text(text.toString()).with(Bundle.HTML, html.toString());
  }

  static Bundle ended(Work work, boolean stopped) {
    var text = ProgressText.ended(work, stopped);
    var html =
        "<div class=\"sf-progress\" style=\"opacity:.8\">"
            + Escape.html(text).replace("\n", "<br>")
            + "</div>";
    return Bundle.text(text).with(Bundle.HTML, html);
  }

  /** Returns how many bars there is still room for; below zero, how many there was none for. */
  private static int rows(Work work, int depth, int room, StringBuilder html, StringBuilder text) {
    if (room > 0) {
      row(work, depth, html);
      text.append(depth == 0 ? "" : "\n" + "  ".repeat(depth)).append(ProgressText.running(work));
    }
    int left = room - 1;
    for (var part : work.parts()) {
      left = rows(part, depth + 1, left, html, text);
    }
    return left;
  }

  private static void row(Work work, int depth, StringBuilder html) {
    var p = work.last();
    html.append("<span")
        .append(depth == 0 ? ">" : " style=\"padding-left:" + 1.2 * depth + "em\">")
        .append(Escape.html(p.task()))
        .append("</span><progress");
    if (p.total() > 0) {
      html.append(" value=\"")
          .append(Math.max(0, Math.min(p.done(), p.total())))
          .append("\" max=\"")
          .append(p.total())
          .append('"');
    }
    html.append(" style=\"width:100%\"></progress><span>")
        .append(Escape.html(ProgressText.details(work)))
        .append("</span>");
  }

  private static String image(Picture picture) {
    return "<img alt=\"what there is so far\" width=\""
        + picture.width()
        + "\" height=\""
        + picture.height()
        + "\" style=\"margin-top:.5em\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(picture.png())
        + "\">";
  }
}
