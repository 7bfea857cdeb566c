package org.sfumato.datasets;

import java.util.Map;

/** A card as plain text and as a table. */
final class CardText {
  private CardText() {}

  static String text(String id, Map<String, String> rows) {
    var text = new StringBuilder(id);
    rows.forEach(
        (name, value) ->
            text.append("\n  ")
                .append(String.format("%-9s", name))
                .append(value.replace("\n", "\n           ")));
    return text.toString();
  }

  static String html(String id, Map<String, String> rows) {
    var html = new StringBuilder("<table><caption>").append(escaped(id)).append("</caption>");
    rows.forEach(
        (name, value) ->
            html.append("<tr><th style=\"text-align:left\">")
                .append(escaped(name))
                .append("</th><td style=\"text-align:left\">")
                .append(escaped(value).replace("\n", "<br>"))
                .append("</td></tr>"));
    return html.append("</table>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
