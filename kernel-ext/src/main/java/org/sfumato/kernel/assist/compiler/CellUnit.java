package org.sfumato.kernel.assist.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.sfumato.kernel.assist.text.Chunk;
import org.sfumato.kernel.assist.text.Chunk.Sort;
import org.sfumato.kernel.assist.text.Lexed;

/**
 * A cell that has not run, as one piece of Java that a compiler takes: statements in a method, and
 * methods and types in local classes around all that follows them. So every part sees the
 * variables, methods and types of the parts above it, as it will when the cell runs.
 */
public final class CellUnit {
  /** Stands where a word is being written. */
  public static final String MARK = "here$";

  /** Names that are part of the unit, not of the cell. */
  private static final String METHOD = "cell$";

  /** Beyond this many characters a cell is cut down to what is next to the cursor. */
  private static final int LARGEST = 30_000;

  private record Segment(int cell, int unit, int length) {}

  private final StringBuilder text = new StringBuilder("static class First$ {}\n");
  private final List<Segment> segments = new ArrayList<>();
  private final List<String> imports = new ArrayList<>();
  private final Lexed cell;
  private final int cut;
  private final String mark;

  private CellUnit(Lexed cell, int cut, String mark) {
    this.cell = cell;
    this.cut = cut;
    this.mark = mark;
  }

  /**
   * The cell up to {@code word}, where {@link #MARK} stands instead of what is being written.
   *
   * @return empty if the part at the cursor is too long to be compiled while someone waits
   */
  public static Optional<CellUnit> marked(Lexed cell, int word) {
    return built(cell, word, word, MARK);
  }

  /**
   * The cell as it is, if the part in which {@code word} stands is whole; else cut off at {@code
   * cut}.
   *
   * @return empty if the part at the cursor is too long to be compiled while someone waits
   */
  public static Optional<CellUnit> around(Lexed cell, int word, int cut) {
    return built(cell, word, cut, "");
  }

  private static Optional<CellUnit> built(Lexed cell, int word, int cut, String mark) {
    boolean whole = mark.isEmpty();
    var chunks = whole ? Chunk.withLine(cell, word, cut) : Chunk.around(cell, cut);
    int here = 0;
    while (here < chunks.size()
        && chunks.get(here).end() <= word
        && (whole || !isAt(chunks.get(here), cut))) {
      here++;
    }
    if (here == chunks.size()) {
      here--;
    }
    if (cut - chunks.get(here).start() > LARGEST) {
      return Optional.empty();
    }
    var unit = new CellUnit(cell, cut, mark);
    unit.build(near(chunks, here), chunks.get(here));
    return Optional.of(unit);
  }

  private static boolean isAt(Chunk chunk, int cut) {
    return chunk.end() == cut && !chunk.closed();
  }

  /** Whether a name was made up by a unit or by JShell. */
  public static boolean isOurs(String name) {
    return name.equals(METHOD)
        || name.equals(MARK)
        || name.matches(
            "First\\$|Cell\\$|Part\\d+\\$|end\\$|do_it\\$.*|\\$JShell\\$.*|\\$\\d+|REPL");
  }

  public String text() {
    return text.toString();
  }

  /** The cell's imports. */
  public List<String> imports() {
    return imports;
  }

  /** Where a position of the cell is in the unit; -1 if it is not. */
  public int at(int position) {
    for (var s : segments) {
      if (s.cell() <= position && position <= s.cell() + s.length()) {
        return position - s.cell() + s.unit();
      }
    }
    return -1;
  }

  private void build(List<Chunk> chunks, Chunk here) {
    int parts = 0;
    boolean members = false;
    text.append("void ").append(METHOD).append("() throws Throwable {");
    for (var chunk : chunks.subList(0, chunks.indexOf(here) + 1)) {
      if (chunk.sort() == Sort.IMPORT) {
        importing(chunk, chunk == here);
        continue;
      }
      boolean member = chunk.sort() == Sort.MEMBER;
      if (member && !members || parts == 0) {
        text.append("\nclass Part").append(++parts).append("$ {");
        members = true;
      }
      if (!member && members) {
        text.append("\nObject ").append(METHOD).append("() throws Throwable {");
        members = false;
      }
      if (chunk == here) {
        last(chunk);
      } else {
        copy(chunk.start(), chunk.end());
      }
    }
    finish(chunks.subList(chunks.indexOf(here) + 1, chunks.size()), parts, members);
  }

  private void finish(List<Chunk> later, int parts, boolean members) {
    for (int i = 0; i < parts; i++) {
      if (i > 0 || !members) {
        text.append("\n}");
      }
      if (i == 0) {
        later.stream()
            .filter(c -> c.sort() == Sort.MEMBER && c.closed())
            .forEach(c -> copy(c.start(), c.end()));
      }
      text.append("\n}");
    }
    text.append("\n}");
  }

  /** An import under the cursor becomes an expression, so that its words can be found. */
  private void importing(Chunk chunk, boolean here) {
    var source = cell.text().substring(chunk.start(), chunk.end());
    if (!here) {
      imports.add(source.strip());
      return;
    }
    int from = 0;
    int to = source.length();
    var line = Lexed.of(source);
    for (var token : line.code()) {
      if (line.isWord(token, "import") || line.isWord(token, "static")) {
        from = token.end();
      } else if (line.symbol(token) == ';') {
        to = token.start();
      }
    }
    text.append("\nclass Part0$ {Object ").append(METHOD).append("() throws Throwable {");
    int end = mark.isEmpty() ? chunk.start() + to : cut;
    copy(chunk.start() + from, Math.max(chunk.start() + from, end));
    text.append(mark).append(";\n}}");
  }

  private void last(Chunk chunk) {
    if (mark.isEmpty() && chunk.closed()) {
      copy(chunk.start(), chunk.end());
      return;
    }
    int to = mark.isEmpty() ? chunk.end() : cut;
    copy(chunk.start(), to);
    text.append(mark);
    close(chunk.start(), to);
    text.append(';');
  }

  /** Ends everything that is open between two places of the cell. */
  private void close(int from, int to) {
    Deque<Character> open = new ArrayDeque<>();
    for (var token : cell.code()) {
      if (token.start() < from || token.end() > to) {
        continue;
      }
      char c = cell.symbol(token);
      switch (c) {
        case '(' -> open.push(')');
        case '[' -> open.push(']');
        case '{' -> open.push('}');
        case ')', ']', '}' -> {
          if (!open.isEmpty()) {
            open.pop();
          }
        }
        default -> {}
      }
    }
    open.forEach(c -> text.append(c == '}' ? ";}" : c.toString()));
  }

  private void copy(int from, int to) {
    text.append('\n');
    segments.add(new Segment(from, text.length(), to - from));
    text.append(cell.text(), from, to);
    // A comment without an end must not swallow what follows.
    text.append('\n');
  }

  /** What matters of a very long cell: what is next to the cursor, above it first. */
  private static List<Chunk> near(List<Chunk> chunks, int here) {
    int budget = LARGEST;
    var kept = new ArrayDeque<Chunk>();
    kept.add(chunks.get(here));
    for (int i = here - 1; i >= 0; i--) {
      budget -= chunks.get(i).end() - chunks.get(i).start();
      if (budget >= 0) {
        kept.addFirst(chunks.get(i));
      }
    }
    for (int i = here + 1; i < chunks.size(); i++) {
      budget -= chunks.get(i).end() - chunks.get(i).start();
      if (budget >= 0) {
        kept.addLast(chunks.get(i));
      }
    }
    return List.copyOf(kept);
  }
}
