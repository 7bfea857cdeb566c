package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sfumato.Shown;

/**
 * What can be seen to be wrong with reported numbers before anything runs. It looks for values that
 * a metric cannot have, percentages where fractions are expected, headings that do not fit what
 * stands below them, rows that repeat another, digits that the number of images does not allow,
 * means outside their own interval, and a PSNR that contradicts the MSE beside it.
 *
 * @param numbers how many numbers were looked at
 * @param findings what is odd, in the order of the rows
 */
public record Lint(int numbers, List<Finding> findings) implements Shown {
  public Lint {
    findings = List.copyOf(findings);
  }

  static Lint of(List<Claim> claims) {
    var found = new ArrayList<Finding>();
    for (var block : Block.of(claims)) {
      var misnamed = Headings.of(block, found);
      for (var claim : block.claims()) {
        for (var said : claim.said()) {
          if (!misnamed.contains(said.metric())) {
            Values.of(claim, said, found);
          }
        }
        Values.together(claim, found);
      }
      Repeats.of(block, found);
    }
    return new Lint(claims.stream().mapToInt(c -> c.said().size()).sum(), found);
  }

  /** Whether nothing is odd. */
  public boolean clean() {
    return findings.isEmpty();
  }

  @Override
  public String text() {
    var head =
        numbers
            + (numbers == 1 ? " number, " : " numbers, ")
            + (clean() ? "nothing odd" : findings.size() + " odd:");
    return findings.stream()
        .map(f -> "\n" + f.kind() + "  " + f.where() + ": " + f.sentence())
        .collect(Collectors.joining("", head, ""));
  }

  @Override
  public Optional<String> html() {
    var s = new StringBuilder("<p style=\"margin:0 0 .3em\">");
    s.append(text().lines().findFirst().orElseThrow()).append("</p>");
    if (!clean()) {
      s.append("\n<table style=\"border-collapse:collapse\">");
      for (var f : findings) {
        s.append("\n<tr>").append(cell("<b>" + f.kind() + "</b>"));
        s.append(cell(escaped(f.where()))).append(cell(escaped(f.sentence()))).append("</tr>");
      }
      s.append("\n</table>");
    }
    return Optional.of(s.toString());
  }

  private static String cell(String content) {
    return "<td style=\"text-align:left;vertical-align:top;padding:.15em .7em\">"
        + content
        + "</td>";
  }

  private static String escaped(String s) {
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return text();
  }
}
