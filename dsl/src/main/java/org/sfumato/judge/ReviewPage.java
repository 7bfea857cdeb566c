package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A review as text, as HTML and as LaTeX: a line for each order and each number, the verdict as a
 * word on a colour that is legible on a light and on a dark ground.
 */
record ReviewPage(List<Line> lines, List<String> notes) {
  private static final Map<Outcome, String> COLOURS =
      Map.of(
          Outcome.AGREES, "#1f7a3d",
          Outcome.DIFFERS, "#b3261e",
          Outcome.UNDECIDED, "#8a5a00",
          Outcome.NOT_COMPARABLE, "#665f57");

  private static final List<String> HEAD =
      List.of("", "metric", "reported", "rerun", "verdict", "why");

  /** The columns that a formula has room for: all but the reason. */
  private static final int NARROW = 5;

  private static final int VERDICT = 4;

  /** A line of the table; {@code first} begins a new group. */
  private record Line(Outcome outcome, List<String> cells, boolean first) {}

  static ReviewPage of(Review review) {
    var lines = new ArrayList<Line>();
    for (var o : review.orderings()) {
      var reported = o.first().shown() + ", " + o.second().shown();
      var rerun = o.difference().map(d -> "difference " + d.shown()).orElse("–");
      lines.add(
          new Line(
              o.outcome(),
              List.of(label(o), o.metric(), reported, rerun, o.outcome().word(), o.reason()),
              lines.isEmpty()));
    }
    var before = "";
    for (var v : review.verdicts()) {
      var label = v.claim().label();
      lines.add(
          new Line(
              v.outcome(),
              List.of(
                  label.equals(before) ? "" : label,
                  v.said().metric(),
                  v.said().shown(),
                  v.rerun().map(Estimated::shown).orElse("–"),
                  v.outcome().word(),
                  v.reason()),
              !label.equals(before)));
      before = label;
    }
    return new ReviewPage(lines, notes(review));
  }

  /** What is reported to be better than what. */
  static String label(Ordering o) {
    return o.better().row() + " better than " + o.worse().row();
  }

  /** The rule, and where the numbers are printed. */
  static List<String> notes(Review review) {
    var notes = new ArrayList<String>();
    if (!review.orderings().isEmpty()) {
      long holds = review.orderings().stream().filter(o -> o.outcome() == Outcome.AGREES).count();
      notes.add(holds + " of " + review.orderings().size() + " reported orders hold in the rerun");
    }
    notes.add(review.rule());
    review.verdicts().stream()
        .map(Verdict::claim)
        .filter(c -> !c.source().isBlank())
        .map(
            c ->
                c.paper()
                    + ": "
                    + c.source()
                    + (c.protocol().isBlank() ? "" : ", " + c.protocol())
                    + (c.count() == 0 ? "" : ", n = " + c.count()))
        .distinct()
        .forEach(notes::add);
    return notes;
  }

  String text() {
    var all = new ArrayList<List<String>>();
    all.add(HEAD);
    lines.forEach(l -> all.add(l.cells()));
    var widths =
        IntStream.range(0, HEAD.size())
            .map(c -> all.stream().mapToInt(l -> l.get(c).length()).max().orElse(0))
            .toArray();
    var s = new StringBuilder();
    for (var line : all) {
      var padded = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        padded.append(line.get(c)).append(" ".repeat(widths[c] - line.get(c).length() + 2));
      }
      s.append(padded.toString().stripTrailing()).append('\n');
    }
    return s + String.join("\n", notes);
  }

  String html() {
    var s =
        new StringBuilder(
            "<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">\n<thead><tr>");
    HEAD.forEach(h -> s.append(cell("th", "left", h)));
    s.append("</tr></thead>\n<tbody>\n");
    for (var line : lines) {
      s.append("<tr>");
      for (int c = 0; c < HEAD.size(); c++) {
        var content = escaped(line.cells().get(c));
        boolean number = c == VERDICT - 1 || c == VERDICT - 2;
        if (c == VERDICT) {
          content =
              "<span style=\"background:%s;color:#fff;border-radius:.3em;padding:.05em .5em;white-space:nowrap\">%s</span>"
                  .formatted(COLOURS.get(line.outcome()), content);
        }
        s.append(cell("td", number ? "right" : "left", number ? unbroken(content) : content));
      }
      s.append("</tr>\n");
    }
    return s
        + "</tbody>\n</table>\n<p style=\"margin:.3em 0 0\"><small>"
        + notes.stream().map(ReviewPage::escaped).collect(Collectors.joining("<br>\n"))
        + "</small></p>";
  }

  private static String unbroken(String content) {
    return "<span style=\"white-space:nowrap\">" + content + "</span>";
  }

  private static String cell(String tag, String align, String content) {
    return "<%s style=\"text-align:%s;vertical-align:top;padding:.2em .7em\">%s</%s>"
        .formatted(tag, align, content, tag);
  }

  String latex() {
    var s = new StringBuilder("\\begin{array}{llrrl}\n");
    s.append(row(HEAD)).append(" \\\\ \\hline\n");
    lines.forEach(l -> s.append(row(l.cells())).append(" \\\\\n"));
    return s + "\\end{array}";
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .limit(NARROW)
        .map(c -> c.isEmpty() ? "" : "\\text{" + tex(c) + "}")
        .collect(Collectors.joining(" & "));
  }

  private static String tex(String s) {
    return s.replace("\\", "/")
        .replaceAll("([{}_#$%&])", "\\\\$1")
        .replace("^", "\\textasciicircum ")
        .replace("~", " ");
  }

  private static String escaped(String s) {
    return s.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
