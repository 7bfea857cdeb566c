package org.sfumato.judge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.Shown;

/**
 * What a look at a guidance term found: whether its gradient is the slope of its values, whether
 * images leave one another alone, whether it stays finite, and what it costs.
 *
 * @param term the expression
 * @param lines what was looked at, in order
 */
public record GradientCheck(String term, List<Line> lines) implements Shown {
  private static final String GOOD = "#1f7a3d";
  private static final String BAD = "#b3261e";
  private static final String NOTE = "#665f57";

  /** How a look ended. */
  public enum Verdict {
    PASSES,
    FAILS,
    /** Told, and neither right nor wrong. */
    NOTED
  }

  /**
   * One look.
   *
   * @param look what was looked at
   * @param word the verdict in a word, such as {@code right}
   * @param found the numbers behind it and, if it is bad, the way out
   */
  public record Line(String look, Verdict verdict, String word, String found) {}

  public GradientCheck {
    lines = List.copyOf(lines);
  }

  /** Whether nothing is wrong with the term. */
  public boolean passes() {
    return lines.stream().noneMatch(l -> l.verdict() == Verdict.FAILS);
  }

  /** One sentence: that it can steer, or what stands against it. */
  public String sentence() {
    if (passes()) {
      return term + " can steer: nothing is wrong with it";
    }
    return term
        + " should not steer yet: "
        + lines.stream()
            .filter(l -> l.verdict() == Verdict.FAILS)
            .map(l -> l.look() + " – " + l.word())
            .collect(Collectors.joining("; "));
  }

  @Override
  public String text() {
    int look = width(lines.stream().map(Line::look).toList());
    int word = width(lines.stream().map(Line::word).toList());
    return lines.stream()
            .map(
                l ->
                    padded(l.look(), look)
                        + "  "
                        + padded(l.word(), word)
                        + "  "
                        + l.found()
                        + "\n")
            .collect(Collectors.joining())
        + sentence();
  }

  private static int width(List<String> words) {
    return words.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String s, int width) {
    return s + " ".repeat(width - s.length());
  }

  @Override
  public Optional<String> html() {
    var s =
        new StringBuilder(
            "<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">\n<tbody>\n");
    IntStream.range(0, lines.size()).mapToObj(lines::get).forEach(l -> s.append(row(l)));
    return Optional.of(
        s
            + "</tbody>\n</table>\n<p style=\"margin:.3em 0 0\">"
            + ScoreHtml.escaped(sentence())
            + "</p>");
  }

  private static String row(Line l) {
    var colour =
        switch (l.verdict()) {
          case PASSES -> GOOD;
          case FAILS -> BAD;
          case NOTED -> NOTE;
        };
    return """
        <tr><td style="text-align:left;vertical-align:top;padding:.2em .7em;white-space:nowrap">%s</td>\
        <td style="text-align:left;vertical-align:top;padding:.2em .7em;white-space:nowrap">\
        <span style="background:%s;color:#fff;border-radius:.3em;padding:.05em .5em">%s</span></td>\
        <td style="text-align:left;padding:.2em .7em;max-width:38em;white-space:normal">%s</td></tr>
        """
        .formatted(
            ScoreHtml.escaped(l.look()),
            colour,
            ScoreHtml.escaped(l.word()),
            ScoreHtml.escaped(l.found()));
  }

  @Override
  public String toString() {
    return text();
  }
}
