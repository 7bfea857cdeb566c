package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** The text of a cell, cut into the snippets that JShell runs one by one. */
final class CellText {
  /**
   * One snippet.
   *
   * @param source what JShell compiles
   * @param start where it begins in the cell, in characters
   * @param broken whether it is not Java, so that nothing of the cell should run
   * @param shows whether it is the last and does not end with a semicolon
   */
  record Part(String source, int start, boolean broken, boolean shows) {}

  private CellText() {}

  static List<Part> parts(String cell, SourceCodeAnalysis analysis) {
    var parts = new ArrayList<Part>();
    int at = skipBlank(cell, 0);
    while (at < cell.length()) {
      var rest = cell.substring(at);
      var info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      boolean unclear =
          info.completeness() == Completeness.DEFINITELY_INCOMPLETE
              || info.completeness() == Completeness.UNKNOWN;
      var source = unclear || info.source() == null ? rest : info.source();
      int used = unclear ? rest.length() : rest.length() - info.remaining().length();
      if (info.completeness() == Completeness.CONSIDERED_INCOMPLETE) {
        used = rest.length();
      }
      boolean broken = unclear && isErroneous(source, analysis);
      boolean shows = !endsWithSemicolon(rest.substring(0, used));
      parts.add(new Part(source, at, broken, shows && isLast(rest, used)));
      at = skipBlank(cell, at + used);
    }
    return parts;
  }

  private static boolean isErroneous(String source, SourceCodeAnalysis analysis) {
    return analysis.sourceToSnippets(source).stream()
        .anyMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS);
  }

  private static boolean isLast(String rest, int used) {
    return Comments.blanked(rest.substring(used)).isBlank();
  }

  private static boolean endsWithSemicolon(String source) {
    return Comments.blanked(source).stripTrailing().endsWith(";");
  }

  private static int skipBlank(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
