package org.sfumato.kernel.cell;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.sfumato.kernel.magic.MagicText;

/**
 * Finds the lines of a cell that are magics and not Java: those where a statement may begin. In
 * {@code a} with {@code % b} on the next line, in a comment or in a text block none may.
 */
final class MagicLines {
  private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*%%?([A-Za-z]\\w*)");

  private final String cell;
  private final SourceCodeAnalysis analysis;
  private final Predicate<String> isMagic;
  private final boolean none;

  MagicLines(String cell, SourceCodeAnalysis analysis, Predicate<String> isMagic) {
    this.cell = cell;
    this.analysis = analysis;
    this.isMagic = isMagic;
    none = cell.indexOf('%') < 0;
  }

  /** The magic that is the next thing where a statement begins, behind comments perhaps. */
  Optional<MagicText> beginningAt(int statement) {
    if (none) {
      return Optional.empty();
    }
    int at = behindComments(statement);
    int line = cell.lastIndexOf('\n', at - 1) + 1;
    return at < cell.length() && cell.substring(line, at).isBlank()
        ? MagicText.at(cell, line)
        : Optional.empty();
  }

  private int behindComments(int from) {
    int at = from;
    while (at < cell.length()) {
      if (Character.isWhitespace(cell.charAt(at))) {
        at++;
      } else if (cell.startsWith("//", at)) {
        int end = cell.indexOf('\n', at);
        at = end < 0 ? cell.length() : end;
      } else if (cell.startsWith("/*", at)) {
        int end = cell.indexOf("*/", at + 2);
        at = end < 0 ? cell.length() : end + 2;
      } else {
        return at;
      }
    }
    return at;
  }

  /**
   * Where the Java that begins here ends: at the next line that is a magic, or with the cell.
   *
   * <p>It ends before it is cut into statements, since what follows {@code %} is no Java: in {@code
   * %classpath lib/*.jar} a comment would seem to begin.
   */
  int endOfJava(int from) {
    if (none) {
      return cell.length();
    }
    var m = LINE.matcher(cell).region(from, cell.length());
    while (m.find()) {
      if (m.start() > from && endsThere(from, m.start(), m.group(1))) {
        return m.start();
      }
    }
    return cell.length();
  }

  private boolean endsThere(int from, int to, String name) {
    var java = cell.substring(from, to);
    var said = Comments.blanked(java).stripTrailing();
    if (said.endsWith(";") || said.endsWith("}")) {
      return isWhole(java);
    }
    // Without a semicolon it could be a remainder: a, and % b on the next line.
    return isMagic.test(name) && !isJavaName(name, to) && isWhole(java);
  }

  /** A name that Java uses further up is Java's here too. */
  private boolean isJavaName(String name, int before) {
    return Pattern.compile("(?<![%.\\w])" + name + "\\b")
        .matcher(Comments.blanked(cell.substring(0, before)))
        .find();
  }

  private boolean isWhole(String java) {
    var rest = java;
    while (true) {
      var info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        return true;
      }
      boolean whole =
          info.completeness() == Completeness.COMPLETE
              || info.completeness() == Completeness.COMPLETE_WITH_SEMI;
      if (!whole || info.remaining().length() >= rest.length()) {
        return false;
      }
      rest = info.remaining();
    }
  }
}
