package org.sfumato.kernel.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sfumato.kernel.html.tex.Tex;

/**
 * Keeps formulas out of the way of Markdown, which would take their underscores for emphasis: each
 * is replaced by a mark before, and the mark by MathML after.
 */
final class MathText {
  private static final char OPEN = '\ue000';
  private static final char CLOSE = '\ue001';
  private static final Pattern MARK = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

  /** Code, which holds no formulas; then the formulas. */
  private static final Pattern PIECE =
      Pattern.compile(
          "(?ms)^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\\1[`~]*\\s*$|\\z)"
              + "|(?<!`)(`+)(?!`).*?(?<!`)\\2(?!`)"
              + "|\\\\\\$"
              + "|\\$\\$(?<display>.+?)\\$\\$"
              + "|\\$(?<inline>(?! )(?:\\\\.|[^$\\n\\\\]|\\n(?!\\s*\\n))+?(?<! ))\\$(?!\\d)"
              + "|^(?<block>\\\\begin\\{(equation|align|gather|eqnarray)(\\*?)\\}.*?\\\\end\\{\\6\\7\\})");

  private final List<String> formulas = new ArrayList<>();

  /** The Markdown with marks in place of formulas. */
  String hide(String markdown) {
    var out = new StringBuilder();
    var piece = PIECE.matcher(markdown);
    int from = 0;
    while (piece.find()) {
      out.append(markdown, from, piece.start());
      if (piece.group("display") != null) {
        out.append(mark(Tex.display(piece.group("display"))));
      } else if (piece.group("inline") != null) {
        out.append(mark(Tex.inline(piece.group("inline"))));
      } else if (piece.group("block") != null) {
        out.append(mark(Tex.display(piece.group("block"))));
      } else {
        out.append(piece.group());
      }
      from = piece.end();
    }
    return out.append(markdown.substring(from)).toString();
  }

  private String mark(String mathml) {
    formulas.add(mathml);
    return "" + OPEN + (formulas.size() - 1) + CLOSE;
  }

  /** The HTML with formulas in place of marks. */
  String show(String html) {
    return MARK.matcher(html)
        .replaceAll(
            m ->
                java.util.regex.Matcher.quoteReplacement(
                    formulas.get(Integer.parseInt(m.group(1)))));
  }
}
