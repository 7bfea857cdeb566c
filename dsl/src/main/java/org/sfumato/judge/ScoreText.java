package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table of scores as aligned text. */
final class ScoreText {
  private static final int LONGEST = 48;

  private ScoreText() {}

  static String of(ScoreTable t) {
    var lines = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(""));
    for (int c : t.basis().order(t.columns().size())) {
      head.add(t.columns().get(c).headed());
    }
    lines.add(head);
    for (int r = 0; r < t.rows().size(); r++) {
      var line = new ArrayList<>(List.of(shortened(t.rows().get(r).name())));
      for (int c : t.basis().order(t.columns().size())) {
        var beside = Digits.beside(t, r, c);
        var value = Digits.value(t.estimate(r, c)) + (beside.isEmpty() ? "" : " " + beside);
        line.add(value + (t.marked(r, c) ? " *" : ""));
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
    return s + String.join("\n", Notes.of(t, "*"));
  }

  /** A whole recipe as a row's name is shown by its beginning and its end. */
  static String shortened(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST * 2 / 3)
            + "…"
            + name.substring(name.length() - LONGEST / 3 + 1);
  }
}
