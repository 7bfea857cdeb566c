package org.sfumato.judge;

import java.util.stream.Collectors;

/** A table of scores in GitHub's Markdown. */
final class ScoreMarkdown {
  private ScoreMarkdown() {}

  static String of(ScoreTable t) {
    var s = new StringBuilder("| |");
    for (int c : t.basis().order(t.columns().size())) {
      s.append(' ').append(escaped(t.columns().get(c).headed())).append(" |");
    }
    s.append("\n|:--|").append("--:|".repeat(t.columns().size())).append('\n');
    for (int r = 0; r < t.rows().size(); r++) {
      s.append("| ").append(escaped(t.rows().get(r).name())).append(" |");
      for (int c : t.basis().order(t.columns().size())) {
        var value = Digits.value(t.estimate(r, c));
        s.append(' ').append(t.marked(r, c) ? "**" + value + "**" : value);
        var beside = Digits.beside(t, r, c);
        s.append(beside.isEmpty() ? "" : " " + escaped(beside)).append(" |");
      }
      s.append('\n');
    }
    return s
        + "\n"
        + Notes.of(t, "bold").stream()
            .map(ScoreMarkdown::escaped)
            .collect(Collectors.joining("  \n"))
        + "\n";
  }

  /** What would be read as markup is not: a name may hold a pipe, a star, a tag. */
  private static String escaped(String s) {
    return s.replaceAll("([\\\\`*_|<>\\[\\]~$])", "\\\\$1").replaceAll("\\s+", " ");
  }
}
