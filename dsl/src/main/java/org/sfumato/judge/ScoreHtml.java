package org.sfumato.judge;

import java.util.stream.Collectors;

/**
 * A table of scores as HTML without scripts. It sets no colours of its own, so it is right on light
 * and on dark pages, and it stays a table where styles are taken out.
 */
final class ScoreHtml {
  /** Names up to this length keep to one line. */
  private static final int UNBROKEN = 26;

  private ScoreHtml() {}

  static String of(ScoreTable t) {
    var s =
        new StringBuilder(
            "<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">\n<thead><tr>");
    s.append(cell("th", "left", ""));
    for (int c : t.basis().order(t.columns().size())) {
      s.append(cell("th", "right", escaped(t.columns().get(c).headed())));
    }
    s.append("</tr></thead>\n<tbody>\n");
    for (int r = 0; r < t.rows().size(); r++) {
      var name = escaped(ScoreText.shortened(t.rows().get(r).name()));
      s.append("<tr>").append(cell("td", "left", name));
      for (int c : t.basis().order(t.columns().size())) {
        s.append(cell("td", "right", content(t, r, c)));
      }
      s.append("</tr>\n");
    }
    s.append("</tbody>\n</table>\n<p style=\"margin:.3em 0 0\"><small>");
    return s
        + Notes.of(t, "bold").stream().map(ScoreHtml::escaped).collect(Collectors.joining("<br>\n"))
        + "</small></p>";
  }

  /** Value and interval, and below them what else there is; each number keeps to its line. */
  private static String content(ScoreTable t, int row, int column) {
    var value = Digits.value(t.estimate(row, column));
    var interval = Digits.interval(t.estimate(row, column));
    var more = String.join(" ", Digits.more(t, row, column));
    return (t.marked(row, column) ? "<b>" + value + "</b>" : value)
        + (interval.isEmpty() ? "" : " " + small(interval))
        + (more.isEmpty() ? "" : "<br>" + small(more));
  }

  private static String small(String figures) {
    return "<small>" + escaped(figures).replace(' ', '\u00a0') + "</small>";
  }

  private static String cell(String tag, String align, String content) {
    var wrap = content.length() <= UNBROKEN ? ";white-space:nowrap" : "";
    return "<%s style=\"text-align:%s;padding:.15em .7em;vertical-align:top%s\">%s</%s>"
        .formatted(tag, align, wrap, content, tag);
  }

  static String escaped(String s) {
    return s.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
