package org.sfumato.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sfumato.Numbers;

/** A table of scores as text, as HTML without scripts or colours of its own, and as LaTeX. */
final class ScorePage {
  private static final int LONGEST = 48;

  private ScorePage() {}

  static String text(ScoreTable t) {
    var lines = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(""));
    t.columns().forEach(c -> head.add(c.name()));
    lines.add(head);
    for (int r = 0; r < t.rows().size(); r++) {
      var line = new ArrayList<>(List.of(shortened(t.rows().get(r).name())));
      for (int c = 0; c < t.columns().size(); c++) {
        var e = t.estimate(r, c);
        line.add(
            (Digits.value(e) + " " + Digits.interval(e)).strip() + (marked(t, r, c) ? " *" : ""));
      }
      lines.add(line);
    }
    var widths =
        IntStream.range(0, head.size())
            .map(c -> lines.stream().mapToInt(l -> l.get(c).length()).max().orElse(0))
            .toArray();
    var s = new StringBuilder();
    for (var line : lines) {
      var padded = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        padded.append(line.get(c)).append(" ".repeat(widths[c] - line.get(c).length() + 2));
      }
      s.append(padded.toString().stripTrailing()).append('\n');
    }
    return s + String.join("\n", notes(t, "*"));
  }

  static String html(ScoreTable t) {
    var s =
        new StringBuilder(
            "<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">\n<thead><tr>");
    s.append(cell("th", "left", ""));
    t.columns().forEach(c -> s.append(cell("th", "right", escaped(c.name()))));
    s.append("</tr></thead>\n<tbody>\n");
    for (int r = 0; r < t.rows().size(); r++) {
      s.append("<tr>").append(cell("td", "left", escaped(shortened(t.rows().get(r).name()))));
      for (int c = 0; c < t.columns().size(); c++) {
        var e = t.estimate(r, c);
        var value = marked(t, r, c) ? "<b>" + Digits.value(e) + "</b>" : Digits.value(e);
        var interval = e.hasInterval() ? " <small>" + Digits.interval(e) + "</small>" : "";
        s.append(cell("td", "right", value + interval));
      }
      s.append("</tr>\n");
    }
    s.append("</tbody>\n</table>\n<p style=\"margin:.3em 0 0\"><small>");
    return s
        + notes(t, "bold").stream().map(ScorePage::escaped).collect(Collectors.joining("<br>\n"))
        + "</small></p>";
  }

  private static String cell(String tag, String align, String content) {
    return "<%s style=\"text-align:%s;padding:.15em .7em\">%s</%s>"
        .formatted(tag, align, content, tag);
  }

  static String latex(ScoreTable t) {
    var s = new StringBuilder("\\begin{array}{l" + "r".repeat(t.columns().size()) + "}\n");
    t.columns().forEach(c -> s.append(" & \\text{").append(tex(c.name())).append('}'));
    s.append(" \\\\ \\hline\n");
    for (int r = 0; r < t.rows().size(); r++) {
      s.append("\\text{").append(tex(shortened(t.rows().get(r).name()))).append('}');
      for (int c = 0; c < t.columns().size(); c++) {
        var e = t.estimate(r, c);
        var value = number(Digits.value(e));
        s.append(" & ").append(marked(t, r, c) ? "\\mathbf{" + value + "}" : value);
        s.append(e.hasInterval() ? "\\;" + number(Digits.interval(e)) : "");
      }
      s.append(" \\\\\n");
    }
    return s + "\\end{array}";
  }

  private static String number(String digits) {
    return digits
        .replace("−", "-")
        .replace("∞", "\\infty")
        .replace("–", "\\text{–}")
        .replace(", ", ",\\,");
  }

  private static String tex(String name) {
    return name.replace("\\", "/")
        .replaceAll("([{}_#$%&])", "\\\\$1")
        .replace("^", "\\textasciicircum ")
        .replace("~", " ");
  }

  /** A whole recipe as a row's name is shown by its beginning and its end. */
  static String shortened(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST * 2 / 3)
            + "…"
            + name.substring(name.length() - LONGEST / 3 + 1);
  }

  /** The best of its column, or a difference whose interval leaves zero out. */
  private static boolean marked(ScoreTable t, int row, int column) {
    return t.differences() ? t.estimate(row, column).excludesZero() : t.best(column) == row;
  }

  /**
   * What the numbers rest on: n, confidence, seeds, variants, what a mark means, what is infinite.
   */
  static List<String> notes(ScoreTable t, String mark) {
    var notes = new ArrayList<String>();
    var units = t.units();
    var kind = t.differences() ? "paired differences from " + t.baseline() : "means";
    var level = Numbers.text(100 * t.confidence());
    notes.add(
        units.count() > 1
            ? kind + " with " + level + " % t-intervals, " + units.text()
            : kind + " without intervals, " + units.text() + ": an interval needs two");
    seeds(t).ifPresent(notes::add);
    whole(t).ifPresent(notes::add);
    var variants = new LinkedHashMap<String, List<String>>();
    t.columns()
        .forEach(c -> variants.computeIfAbsent(c.variant(), v -> new ArrayList<>()).add(c.name()));
    variants.remove("");
    variants.forEach((variant, names) -> notes.add(String.join(", ", names) + ": " + variant));
    IntStream.range(0, t.columns().size()).forEach(c -> infinite(t, c).ifPresent(notes::add));
    boolean any =
        IntStream.range(0, t.rows().size())
            .anyMatch(r -> IntStream.range(0, t.columns().size()).anyMatch(c -> marked(t, r, c)));
    if (any) {
      notes.add(
          mark
              + ": "
              + (t.differences()
                  ? "the interval excludes zero"
                  : "best, its paired difference from every other row excludes zero"));
    }
    return notes;
  }

  private static java.util.Optional<String> seeds(ScoreTable t) {
    var seeds = t.rows().get(0).seeds();
    if (seeds.size() < 2) {
      return java.util.Optional.empty();
    }
    var spread = new ArrayList<String>();
    for (int c = 0; c < t.columns().size(); c++) {
      int column = c;
      double most =
          t.rows().stream().mapToDouble(r -> r.seedSpread(column)).max().orElse(Double.NaN);
      spread.add(
          t.columns().get(c).name()
              + " "
              + Numbers.text(
                  new java.math.BigDecimal(most)
                      .round(new java.math.MathContext(2))
                      .doubleValue()));
    }
    var which = seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return java.util.Optional.of(
        "seeds %s, averaged per image; standard deviation between seeds at most: %s"
            .formatted(which, String.join(", ", spread)));
  }

  private static java.util.Optional<String> whole(ScoreTable t) {
    var names = t.columns().stream().filter(Column::whole).map(Column::name).toList();
    boolean bars = t.rows().stream().anyMatch(r -> r.seeds().size() >= Estimate.FEWEST_SEEDS);
    return names.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            String.join(", ", names)
                + ": one number for all images"
                + (bars ? ", interval over seeds" : ", without interval"));
  }

  private static java.util.Optional<String> infinite(ScoreTable t, int column) {
    for (var row : t.rows()) {
      long count = DoubleStream.of(row.perImage(column)).filter(v -> !Double.isFinite(v)).count();
      if (count > 0) {
        return java.util.Optional.of(
            "%s is not finite for %d of %d images of %s, so its mean is not and has no interval"
                .formatted(t.columns().get(column).name(), count, t.ids().size(), row.name()));
      }
    }
    return java.util.Optional.empty();
  }

  private static String escaped(String s) {
    return s.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
