package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** A line of the table; its label is empty if it is that of the line above. */
  private record Line(Outcome outcome, List<String> cells) {}

  static ReviewPage of(Review review) {
    var lines = new ArrayList<Line>();
    for (var o : review.orderings()) {
      var reported =
          o.reported().isEmpty()
              ? "no number"
              : o.reported().stream().map(Said::shown).collect(Collectors.joining(", "));
      var rerun = o.difference().map(d -> "Δ " + d.shown()).orElse("–");
      lines.add(
          new Line(
              o.outcome(),
              List.of(label(o), o.metric(), reported, rerun, o.outcome().word(), o.reason())));
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
                  v.reason())));
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
    if (!review.verdicts().isEmpty()) {
      notes.add(review.rule());
    }
    Stream.concat(
            review.orderings().stream().map(Ordering::better),
            review.verdicts().stream().map(Verdict::claim))
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

  /** The label above its numbers and the reason below its verdict, so that all is legible. */
  String html() {
    var s =
        new StringBuilder(
            "<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">\n<thead><tr>");
    for (int c = 1; c < NARROW; c++) {
      s.append(cell("th", c, HEAD.get(c)));
    }
    s.append("</tr></thead>\n<tbody>\n");
    for (var line : lines) {
      var label = line.cells().get(0);
      s.append(
          label.isEmpty()
              ? ""
              : across("padding:.6em .7em .1em", "<b>" + ScoreHtml.escaped(label) + "</b>"));
      s.append("<tr>");
      for (int c = 1; c < NARROW; c++) {
        var content = ScoreHtml.escaped(line.cells().get(c));
        s.append(cell("td", c, c == VERDICT ? badge(line.outcome(), content) : content));
      }
      s.append("</tr>\n");
      s.append(
          across(
              "padding:0 .7em .4em",
              "<small>" + ScoreHtml.escaped(line.cells().get(NARROW)) + "</small>"));
    }
    return s
        + "</tbody>\n</table>\n<p style=\"margin:.3em 0 0\"><small>"
        + notes.stream().map(ScoreHtml::escaped).collect(Collectors.joining("<br>\n"))
        + "</small></p>";
  }

  private static String badge(Outcome outcome, String word) {
    return "<span style=\"background:%s;color:#fff;border-radius:.3em;padding:.05em .5em\">%s</span>"
        .formatted(COLOURS.get(outcome), word);
  }

  private static String across(String style, String content) {
    return "<tr><td colspan=\"%d\" style=\"text-align:left;border:0;max-width:44em;white-space:normal;%s\">%s</td></tr>\n"
        .formatted(NARROW - 1, style, content);
  }

  private static String cell(String tag, int column, String content) {
    boolean number = column == VERDICT - 1 || column == VERDICT - 2;
    return "<%s style=\"text-align:%s;white-space:nowrap;%spadding:.2em .7em\">%s</%s>"
        .formatted(
            tag, number ? "right" : "left", tag.equals("td") ? "border:0;" : "", content, tag);
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
        .map(c -> c.isEmpty() ? "" : "\\text{" + ScoreLatex.text(c) + "}")
        .collect(Collectors.joining(" & "));
  }
}
