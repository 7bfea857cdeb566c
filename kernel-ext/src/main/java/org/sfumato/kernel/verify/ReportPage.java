package org.sfumato.kernel.verify;

import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.html.HtmlPage;
import org.sfumato.kernel.verify.ScoreLine.Verdict;

/** A report as a page in the house style, light or dark as its reader's screen. */
public final class ReportPage {
  private static final String STYLE =
      "<style>.v { font-size: .78rem } .v th, .v td { padding: .3rem .5rem }</style>\n";

  private ReportPage() {}

  /** One self-contained HTML page. */
  public static String of(ScoreReport report) {
    var name = Escape.html(report.name());
    var body = new StringBuilder("<h1>Verification of " + name + "</h1>\n");
    body.append("<p style=\"font-size:1.15rem\">")
        .append(
            badge(
                report.holds() ? Verdict.AGREES : Verdict.DIFFERS,
                report.holds() ? "holds" : "differs"))
        .append(" &nbsp;")
        .append(Escape.html(report.summary()))
        .append(".</p>\n");
    report
        .failure()
        .ifPresent(
            f ->
                body.append(
                        "<p class=\"sf-stopped\" style=\"padding-bottom:.8rem\">The rerun stopped: ")
                    .append(Escape.html(f))
                    .append("</p>\n"));
    if (!report.lines().isEmpty()) {
      body.append("<div class=\"sf-html\">").append(table(report)).append("</div>\n");
    }
    report
        .notes()
        .forEach(n -> body.append("<p><small>").append(Escape.html(n)).append("</small></p>\n"));
    return HtmlPage.document("Verification of " + report.name(), body.toString());
  }

  private static String table(ScoreReport report) {
    var s =
        new StringBuilder(
            STYLE + "<table class=\"v\">\n<thead><tr><th></th><th>row</th><th>metric</th>");
    for (var head : new String[] {"stored", "rerun", "Δ"}) {
      s.append("<th align=\"right\">").append(head).append("</th>");
    }
    s.append("<th>verdict</th><th>why</th></tr></thead>\n<tbody>\n");
    var place = "";
    var row = "";
    for (var line : report.lines()) {
      boolean sameRow = line.place().equals(place) && line.row().equals(row);
      s.append("<tr>")
          .append(cell("white-space:nowrap", line.place().equals(place) ? "" : line.place()));
      s.append(
          line.stored().isEmpty() && line.rerun().isEmpty() ? whole(line) : number(line, sameRow));
      s.append("</tr>\n");
      place = line.place();
      row = line.row();
    }
    return s.append("</tbody>\n</table>\n").toString();
  }

  private static String whole(ScoreLine line) {
    return "<td colspan=\"5\" style=\"overflow-wrap:anywhere\">%s</td><td>%s</td><td></td>"
        .formatted(Escape.html(line.why()), badge(line.verdict(), line.verdict().word()));
  }

  private static String number(ScoreLine line, boolean sameRow) {
    var s = new StringBuilder(cell("min-width:9rem", sameRow ? "" : line.row()));
    s.append(cell("", line.column()));
    for (var number : new String[] {line.stored(), line.rerun(), line.delta()}) {
      s.append("<td align=\"right\" style=\"white-space:nowrap\">")
          .append(Escape.html(number.replace('-', '−')))
          .append("</td>");
    }
    return s.append("<td>")
        .append(badge(line.verdict(), line.verdict().word()))
        .append("</td>")
        .append(cell("", line.why()))
        .toString();
  }

  private static String cell(String style, String text) {
    return "<td style=\"%s\">%s</td>".formatted(style, Escape.html(text));
  }

  /** White on a colour that is legible on a light and on a dark ground; the word says it too. */
  private static String badge(Verdict verdict, String word) {
    var colour =
        switch (verdict) {
          case AGREES -> "#1f7a3d";
          case DIFFERS -> "#b3261e";
          case NOT_COMPARED -> "#665f57";
        };
    return "<span style=\"background:%s;color:#fff;border-radius:.3em;padding:.05em .5em;white-space:nowrap\">%s</span>"
        .formatted(colour, word);
  }
}
