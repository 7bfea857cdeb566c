package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/** Turns the compiler's complaints into places in the cell, with the line and a mark below it. */
final class CompileErrors {
  private static final Pattern INNER_NAME = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\.?");
  private static final int MOST = 5;

  private CompileErrors() {}

  static Problem problem(List<Diag> diagnostics, CellMap.Place place) {
    var errors = diagnostics.stream().filter(Diag::isError).toList();
    var lines = new ArrayList<String>();
    for (int i = 0; i < Math.min(MOST, errors.size()); i++) {
      if (i > 0) {
        lines.add("");
      }
      describe(errors.get(i), place, lines);
    }
    if (errors.size() > MOST) {
      lines.add("… and " + (errors.size() - MOST) + " more errors");
    }
    if (errors.isEmpty()) {
      lines.add(Problem.headline("CompileError", "this is not Java that can be run"));
    }
    var value = errors.isEmpty() ? "not Java" : message(errors.get(0)).get(0);
    return new Problem("CompileError", value, lines);
  }

  private static void describe(Diag error, CellMap.Place place, List<String> lines) {
    var message = message(error);
    var cellSource = place.source().text();
    int offset = place.offset();
    int start = clamp(offset + (int) error.getStartPosition(), cellSource);
    int end = clamp(offset + (int) error.getEndPosition(), cellSource);
    int mark = clamp(offset + (int) error.getPosition(), cellSource);
    if (start == cellSource.length()) {
      // "Reached end of file": point behind the last character that says something.
      mark = cellSource.stripTrailing().length();
      start = mark;
      end = mark;
    }
    int lineStart = cellSource.lastIndexOf('\n', mark - 1) + 1;
    int lineEnd = cellSource.indexOf('\n', mark);
    var line = cellSource.substring(lineStart, lineEnd < 0 ? cellSource.length() : lineEnd);
    // In a.b() it is b that cannot be found, but the compiler marks all of it.
    int dot = mark < cellSource.length() && cellSource.charAt(mark) == '.' ? mark + 1 : start;
    int from = Math.max(dot, lineStart);
    int to = Math.max(from + 1, Math.min(end, lineStart + line.length()));
    lines.add(
        Problem.headline(
            new CellMap.Line(place.source(), place.source().line(lineStart))
                + ", column "
                + (from - lineStart + 1),
            message.get(0)));
    lines.add("    " + line.replace('\t', ' '));
    lines.add("    " + " ".repeat(from - lineStart) + Problem.red("^".repeat(to - from)));
    for (var more : message.subList(1, message.size())) {
      lines.add("  " + more.strip());
    }
  }

  private static int clamp(int position, String source) {
    return Math.max(0, Math.min(position, source.length()));
  }

  /** The compiler's lines, without the names of wrapper classes. */
  static List<String> message(Diag error) {
    var lines = new ArrayList<String>();
    for (var line : error.getMessage(Locale.ENGLISH).split("\n")) {
      var clean = INNER_NAME.matcher(line).replaceAll("");
      if (!clean.isBlank() && !clean.strip().matches("location:\\s*(class)?")) {
        lines.add(clean);
      }
    }
    if (lines.isEmpty()) {
      lines.add("this is not Java that can be run");
    }
    return lines;
  }
}
