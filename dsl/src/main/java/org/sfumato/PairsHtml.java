package org.sfumato;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The first pairs as a table: the picture, what was written of it, and what is there. */
final class PairsHtml {
  private static final int ROWS = 4;
  private static final int LONGEST = 400;
  private static final int WIDTH = 128;

  private PairsHtml() {}

  static Optional<String> of(Pairs pairs) {
    if (pairs.size() == 0) {
      return Optional.empty();
    }
    var html = new StringBuilder("<table><caption>").append(escaped(heading(pairs)));
    html.append("</caption><tr><th></th><th style=\"text-align:left\">report</th>");
    html.append("<th style=\"text-align:left\">present</th></tr>");
    for (int i = 0; i < Math.min(ROWS, pairs.size()); i++) {
      html.append("<tr><td>").append(image(pairs.pictures().get(i)));
      html.append("</td><td style=\"text-align:left;max-width:40em\">");
      html.append(escaped(beginning(pairs.told(i).report())));
      html.append("</td><td style=\"text-align:left\">").append(escaped(present(pairs, i)));
      html.append("</td></tr>");
    }
    int more = pairs.size() - ROWS;
    return Optional.of(html + "</table>" + (more > 0 ? "<small>… " + more + " more</small>" : ""));
  }

  private static String heading(Pairs pairs) {
    return "%s, %d pairs".formatted(pairs.expression(), pairs.size());
  }

  private static String image(Images one) {
    var picture = Drawing.found().grid(one.described("", one.provenance()));
    int width = Math.min(WIDTH, picture.width());
    return "<img alt=\"picture\" width=\"%d\" src=\"data:image/png;base64,%s\">"
        .formatted(width, Base64.getEncoder().encodeToString(picture.png()));
  }

  private static String present(Pairs pairs, int i) {
    List<Integer> labels = pairs.told(i).labels();
    var names = new ArrayList<String>();
    for (int k = 0; k < labels.size(); k++) {
      if (labels.get(k) == Pairs.PRESENT) {
        names.add(pairs.findings().get(k));
      }
    }
    return String.join(", ", names);
  }

  /** On one line, shortened at a word. */
  static String beginning(String report) {
    var text = report.strip().replaceAll("\\s+", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST).replaceAll("\\S*$", "…");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
