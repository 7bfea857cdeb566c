package org.sfumato.kernel.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sfumato.kernel.html.tex.Tex;

/**
 * Keeps formulas out of the way of Markdown, which would take their underscores for emphasis: each
 * is replaced by a mark before, and the mark by MathML after.
 */
final class MathText {
  private static final char OPEN = '\ue000';
  private static final char CLOSE = '\ue001';

  /** What stands for a formula meanwhile. */
  static final Pattern MARK = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

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
  private final List<String> sources = new ArrayList<>();

  /** The Markdown with marks in place of formulas. */
  String hide(String text) {
    // No text of a user's can be taken for a mark.
    var markdown = text.replace(OPEN, '\ufffd').replace(CLOSE, '\ufffd');
    var out = new StringBuilder();
    var piece = PIECE.matcher(markdown);
    int from = 0;
    while (piece.find()) {
      out.append(markdown, from, piece.start());
      if (piece.group("display") != null) {
        out.append(mark(Tex.display(piece.group("display")), piece.group()));
      } else if (piece.group("inline") != null) {
        out.append(mark(Tex.inline(piece.group("inline")), piece.group()));
      } else if (piece.group("block") != null) {
        out.append(mark(Tex.display(piece.group("block")), piece.group()));
      } else {
        out.append(piece.group());
      }
      from = piece.end();
    }
    return out.append(markdown.substring(from)).toString();
  }

  private String mark(String mathml, String source) {
    formulas.add(mathml);
    sources.add(source);
    return "" + OPEN + (formulas.size() - 1) + CLOSE;
  }

  /** The HTML with formulas in place of marks. */
  String show(String html) {
    return replaced(html, formulas);
  }

  /** The text with formulas as they were written, for places that hold text only. */
  String written(String text) {
    return replaced(text, sources);
  }

  private static String replaced(String text, List<String> forms) {
    return MARK.matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(forms.get(Integer.parseInt(m.group(1)))));
  }
}
