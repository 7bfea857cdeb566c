package org.sfumato.judge;

import java.util.stream.Collectors;

/**
 * A table of scores as HTML without scripts. It sets no colours of its own, so it is right on light
 * and on dark pages, and it stays a table where styles are taken out.
 */
final class ScoreHtml {
  private ScoreHtml() {}

  static String of(ScoreTable t) {
    var s =
        new StringBuilder(
            "<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">\n<thead><tr>");
    s.append(cell("th", "left", ""));
    t.columns().forEach(c -> s.append(cell("th", "right", escaped(c.headed()))));
    s.append("</tr></thead>\n<tbody>\n");
    for (int r = 0; r < t.rows().size(); r++) {
      var name = escaped(ScoreText.shortened(t.rows().get(r).name()));
      s.append("<tr>").append(cell("td", "left", name));
      for (int c = 0; c < t.columns().size(); c++) {
        var value = Digits.value(t.estimate(r, c));
        var beside = Digits.beside(t, r, c);
        s.append(
            cell(
                "td",
                "right",
                (t.marked(r, c) ? "<b>" + value + "</b>" : value)
                    + (beside.isEmpty() ? "" : " <small>" + escaped(beside) + "</small>")));
      }
      s.append("</tr>\n");
    }
    s.append("</tbody>\n</table>\n<p style=\"margin:.3em 0 0\"><small>");
    return s
        + Notes.of(t, "bold").stream().map(ScoreHtml::escaped).collect(Collectors.joining("<br>\n"))
        + "</small></p>";
  }

  private static String cell(String tag, String align, String content) {
    return "<%s style=\"text-align:%s;padding:.15em .7em\">%s</%s>"
        .formatted(tag, align, content, tag);
  }

  static String escaped(String s) {
    return s.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
