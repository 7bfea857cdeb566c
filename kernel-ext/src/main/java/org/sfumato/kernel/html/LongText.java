package org.sfumato.kernel.html;

import java.util.Locale;

/**
 * Text of a program that may be endless. A page shows its beginning and its end; all of it is in
 * the notebook.
 */
final class LongText {
  private static final int HEAD = 60_000;
  private static final int TAIL = 20_000;
  private static final int LINES_IN_VIEW = 30;

  private LongText() {}

  /** A block for the text, which scrolls if it is long. */
  static String block(String classes, String text) {
    if (text.length() <= HEAD + TAIL) {
      return open(classes, text) + Ansi.html(text) + "</pre>";
    }
    int from = cut(text, HEAD);
    int to = cut(text, text.length() - TAIL);
    var left = text.substring(from, to);
    return open(classes, text)
        + Ansi.html(text.substring(0, from))
        + "</pre><p class=\"sf-left-out\">"
        + String.format(
            Locale.ROOT,
            "%,d lines (%,d characters) are left out here; they are in the notebook.",
            left.lines().count(),
            left.length())
        + "</p>"
        + open(classes, text)
        + Ansi.html(text.substring(to))
        + "</pre>";
  }

  /** Who uses the keyboard must be able to scroll. */
  private static String open(String classes, String text) {
    boolean scrolls = text.lines().limit(LINES_IN_VIEW + 1).count() > LINES_IN_VIEW;
    return "<pre class=\"" + classes + "\"" + (scrolls ? " tabindex=\"0\"" : "") + ">";
  }

  /** At the end of a line, if one is near, and never inside of a character. */
  private static int cut(String text, int near) {
    int end = text.lastIndexOf('\n', near);
    int at = near - end < HEAD / 10 ? end + 1 : near;
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
