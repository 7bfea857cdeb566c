package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.sfumato.kernel.magic.Magic;
import org.sfumato.kernel.magic.MagicText;

/** The text of a cell, cut into the magics and the snippets that run one by one. */
final class CellText {
  /**
   * One snippet or magic.
   *
   * @param source what JShell compiles; for a magic, what is written
   * @param start where it begins in the cell, in characters
   * @param broken whether it is not Java, so that nothing of the cell should run
   * @param shows whether it is the last and does not end with a semicolon
   * @param magic empty for Java
   */
  record Part(String source, int start, boolean broken, boolean shows, Optional<MagicText> magic) {}

  private final String cell;
  private final SourceCodeAnalysis analysis;
  private final MagicLines lines;
  private final List<Part> parts = new ArrayList<>();

  private CellText(String cell, SourceCodeAnalysis analysis, Predicate<String> isMagic) {
    this.cell = cell;
    this.analysis = analysis;
    lines = new MagicLines(cell, analysis, isMagic);
  }

  /**
   * @param isMagic whether a line that begins with {@code %} and this name can be a magic where it
   *     could be a remainder too
   */
  static List<Part> parts(String cell, SourceCodeAnalysis analysis, Predicate<String> isMagic) {
    var text = new CellText(cell, analysis, isMagic);
    text.cut();
    return text.parts;
  }

  /** The cell with its magics turned to spaces, every other character in its place. */
  static String java(String cell, List<Part> parts) {
    var out = new StringBuilder(cell);
    for (var part : parts) {
      part.magic().ifPresent(m -> blank(out, m.start(), m.end()));
    }
    return out.toString();
  }

  private static void blank(StringBuilder out, int from, int to) {
    for (int i = from; i < to; i++) {
      if (out.charAt(i) != '\n') {
        out.setCharAt(i, ' ');
      }
    }
  }

  private void cut() {
    var heading = MagicText.heading(cell);
    if (heading.isPresent()) {
      add(heading.get());
      return;
    }
    int at = skipBlank(0, cell.length());
    while (at < cell.length()) {
      var magic = lines.beginningAt(at);
      if (magic.isPresent()) {
        add(magic.get());
        at = skipBlank(magic.get().end(), cell.length());
      } else {
        int end = lines.endOfJava(at);
        while (at < end) {
          at = java(at, end);
        }
      }
    }
  }

  private void add(MagicText magic) {
    int line = cell.lastIndexOf('\n', magic.start() - 1) + 1;
    boolean last =
        magic.place() == Magic.Place.CELL
            || Comments.blanked(cell.substring(magic.end())).isBlank();
    parts.add(
        new Part(
            cell.substring(line, magic.end()), magic.start(), false, last, Optional.of(magic)));
  }

  /** Adds the snippet that begins there, and says where the next thing begins. */
  private int java(int at, int end) {
    var rest = cell.substring(at, end);
    var info = analysis.analyzeCompletion(rest);
    if (info.completeness() == Completeness.EMPTY) {
      return end;
    }
    boolean unclear =
        info.completeness() == Completeness.DEFINITELY_INCOMPLETE
            || info.completeness() == Completeness.UNKNOWN;
    var source = unclear || info.source() == null ? rest : info.source();
    int used = unclear ? rest.length() : rest.length() - info.remaining().length();
    if (info.completeness() == Completeness.CONSIDERED_INCOMPLETE) {
      used = rest.length();
    }
    boolean broken = unclear && isErroneous(source);
    boolean shows = end == cell.length() && !endsWithSemicolon(rest.substring(0, used));
    parts.add(new Part(source, at, broken, shows && isLast(rest, used), Optional.empty()));
    return skipBlank(at + used, end);
  }

  private boolean isErroneous(String source) {
    return analysis.sourceToSnippets(source).stream()
        .anyMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS);
  }

  private static boolean isLast(String rest, int used) {
    return Comments.blanked(rest.substring(used)).isBlank();
  }

  private static boolean endsWithSemicolon(String source) {
    return Comments.blanked(source).stripTrailing().endsWith(";");
  }

  private int skipBlank(int from, int end) {
    int at = from;
    while (at < end && Character.isWhitespace(cell.charAt(at))) {
      at++;
    }
    return at;
  }
}
