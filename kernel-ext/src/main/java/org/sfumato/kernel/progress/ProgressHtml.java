package org.sfumato.kernel.progress;

import java.util.Base64;
import org.sfumato.Picture;
import org.sfumato.Progress;
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
    var html = "<div class=\"sf-progress\">" + Escape.html(text).replace("\n", "<br>") + "</div>";
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
        .append("</span>")
        .append(bar(p))
        .append("<span>")
        .append(Escape.html(ProgressText.details(work)))
        .append("</span>");
  }

  /** Not the element of that name, whose colours do not follow the page's in every reader. */
  private static String bar(Progress p) {
    int done = Math.max(0, Math.min(p.done(), p.total()));
    var known =
        p.total() <= 0
            ? ""
            : " aria-valuenow=\""
                + done
                + "\" aria-valuemin=\"0\" aria-valuemax=\""
                + p.total()
                + "\"";
    long percent = p.total() <= 0 ? 0 : Math.round(100.0 * done / p.total());
    return "<span role=\"progressbar\""
        + known
        + " style=\"display:block;height:.5em;border-radius:.25em;overflow:hidden;"
        + "background:rgba(128,128,128,.3)\"><span style=\"display:block;height:100%;width:"
        + percent
        + "%;background:#4a8fd6\"></span></span>";
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
