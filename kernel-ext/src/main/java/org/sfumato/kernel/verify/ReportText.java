package org.sfumato.kernel.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A report for a terminal. */
public final class ReportText {
  private static final List<String> HEAD =
      List.of("", "row", "metric", "stored", "rerun", "Δ", "verdict", "why");

  /** Numbers stand at the right of their column. */
  private static final int FIRST_NUMBER = 3;

  private static final int LAST_NUMBER = 5;

  private ReportText() {}

  /** Lines with their ends. */
  public static String of(ScoreReport report) {
    var s = new StringBuilder();
    var lines = report.lines();
    if (!lines.isEmpty()) {
      var all = new ArrayList<List<String>>();
      all.add(HEAD);
      lines.forEach(l -> all.add(cells(l)));
      var widths =
          IntStream.range(0, HEAD.size())
              .map(c -> all.stream().mapToInt(l -> l.get(c).length()).max().orElse(0))
              .toArray();
      all.forEach(l -> s.append(padded(l, widths)).append('\n'));
    }
    report.notes().forEach(n -> s.append(n).append('\n'));
    report.failure().ifPresent(f -> s.append("the rerun stopped: ").append(f).append('\n'));
    return s.append(report.name()).append(": ").append(report.summary()).append('\n').toString();
  }

  static List<String> cells(ScoreLine line) {
    return List.of(
        line.place(),
        line.row(),
        line.column(),
        line.stored(),
        line.rerun(),
        line.delta(),
        line.verdict().word(),
        line.why());
  }

  private static String padded(List<String> cells, int[] widths) {
    var s = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      var gap = " ".repeat(widths[c] - cells.get(c).length());
      boolean number = c >= FIRST_NUMBER && c <= LAST_NUMBER;
      s.append(number ? gap + cells.get(c) : cells.get(c) + gap).append("  ");
    }
    return s.toString().stripTrailing();
  }
}
