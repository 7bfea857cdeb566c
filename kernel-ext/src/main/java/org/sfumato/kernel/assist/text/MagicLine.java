package org.sfumato.kernel.assist.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line that speaks to the notebook and not to Java.
 *
 * @param name without percent signs; empty if none is written yet
 * @param heads whether it begins with two, so that the rest of the cell is its text
 */
public record MagicLine(String name, boolean heads, int start, int nameStart, int end) {
  private static final Pattern LINE =
      Pattern.compile(
          "^[ \\t]*(%%?)([A-Za-z]\\w*(?=[\\s?]|$)|(?=[ \\t]*$))[^\\n]*", Pattern.MULTILINE);

  /** A cell with more lines that begin with a percent sign is about something else. */
  private static final int MOST = 100;

  /** Magics whose text is Java, so that help goes on behind the name. */
  private static final Set<String> OF_JAVA = Set.of("time", "timeit", "memory");

  public int nameEnd() {
    return nameStart + name.length();
  }

  /** All of a cell that stand outside of Java's literals and comments. */
  public static List<MagicLine> of(String cell) {
    if (cell.indexOf('%') < 0) {
      return List.of();
    }
    var lines = new ArrayList<MagicLine>();
    var found = LINE.matcher(cell);
    for (int i = 0; i < MOST && found.find(); i++) {
      boolean first = cell.substring(0, found.start()).isBlank();
      boolean heads = found.group(1).length() == 2;
      if (first || !heads && !isInsideJava(cell, found.start(1))) {
        lines.add(
            new MagicLine(found.group(2), heads, found.start(1), found.start(2), found.end()));
      }
      if (first && heads) {
        break;
      }
    }
    return lines;
  }

  /** A line within a literal, a comment, or brackets is no magic: {@code a\n% b}. */
  private static boolean isInsideJava(String cell, int position) {
    var before = Lexed.of(cell.substring(0, position));
    int depth = 0;
    for (var token : before.tokens()) {
      char c = before.symbol(token);
      depth += "([{".indexOf(c) >= 0 && c != 0 ? 1 : ")]}".indexOf(c) >= 0 && c != 0 ? -1 : 0;
    }
    boolean open =
        before.tokens().stream()
            .anyMatch(
                t ->
                    t.end() == position
                        && !t.closed()
                        && (t.is(Token.Kind.TEXT_BLOCK) || t.is(Token.Kind.COMMENT)));
    return depth > 0 || open;
  }

  /** The line in which a position lies. */
  public static Optional<MagicLine> at(List<MagicLine> lines, int position) {
    return lines.stream()
        .filter(l -> l.nameStart() <= position && position <= l.end() && l.nameStart() > 0)
        .findFirst();
  }

  /** Where the part begins in which help is for Java; behind the line if there is none. */
  public int javaFrom() {
    return OF_JAVA.contains(name) ? nameEnd() : end;
  }

  /** Whether the rest of the cell is some other language. */
  public boolean takesText() {
    return heads && !OF_JAVA.contains(name);
  }

  /**
   * The cell with everything that is no Java turned to spaces, and every other character in its
   * place.
   */
  public static String blanked(String cell, List<MagicLine> lines) {
    var text = new StringBuilder(cell);
    for (var line : lines) {
      int to = line.takesText() ? cell.length() : line.javaFrom();
      for (int i = line.start(); i < to; i++) {
        if (text.charAt(i) != '\n') {
          text.setCharAt(i, ' ');
        }
      }
    }
    return text.toString();
  }
}
