package org.sfumato.kernel.verify;

import java.util.stream.Collectors;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.html.HtmlPage;
import org.sfumato.kernel.verify.ScoreLine.Verdict;

/** A report as a page in the house style, light or dark as its reader's screen. */
public final class ReportPage {
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
    var s = new StringBuilder("<table>\n<thead><tr><th></th><th>row</th><th>metric</th>");
    for (var head : new String[] {"stored", "rerun", "Δ"}) {
      s.append("<th align=\"right\">").append(head).append("</th>");
    }
    s.append("<th>verdict</th><th>why</th></tr></thead>\n<tbody>\n");
    var before = "";
    for (var line : report.lines()) {
      s.append("<tr><td style=\"white-space:nowrap\">")
          .append(line.place().equals(before) ? "" : Escape.html(line.place()))
          .append("</td>");
      before = line.place();
      s.append(row(line)).append("</tr>\n");
    }
    return s.append("</tbody>\n</table>\n").toString();
  }

  private static String row(ScoreLine line) {
    var verdict = "<td>" + badge(line.verdict(), line.verdict().word()) + "</td>";
    if (line.stored().isEmpty() && line.rerun().isEmpty()) {
      return "<td colspan=\"5\"></td>" + verdict + "<td>" + Escape.html(line.why()) + "</td>";
    }
    return "<td>"
        + Escape.html(line.row())
        + "</td><td>"
        + Escape.html(line.column())
        + "</td>"
        + java.util.stream.Stream.of(line.stored(), line.rerun(), line.delta())
            .map(n -> "<td align=\"right\">" + Escape.html(n.replace('-', '−')) + "</td>")
            .collect(Collectors.joining())
        + verdict
        + "<td>"
        + Escape.html(line.why())
        + "</td>";
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
