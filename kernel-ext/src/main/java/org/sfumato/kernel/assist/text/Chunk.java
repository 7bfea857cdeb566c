package org.sfumato.kernel.assist.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sfumato.kernel.assist.text.Token.Kind;

/**
 * A part of a cell that stands for itself: an import, a declaration of a type or method, or a
 * statement. The chunks of a cell cover it without gaps.
 *
 * @param closed whether its end was seen: a semicolon or brace
 */
public record Chunk(Sort sort, int start, int end, boolean closed) {
  /** What can be told without a compiler. */
  public enum Sort {
    IMPORT,
    /** A type or a method. */
    MEMBER,
    STATEMENT
  }

  private static final Set<String> MODIFIERS =
      Set.of(
          "public",
          "private",
          "protected",
          "static",
          "final",
          "abstract",
          "default",
          "synchronized",
          "native",
          "strictfp",
          "sealed",
          "transient",
          "volatile");
  private static final Set<String> TYPES = Set.of("class", "interface", "enum");

  /** Words before {@code name(} that make it a call, not a declaration. */
  private static final Set<String> NO_TYPES =
      Set.of(
          "new",
          "return",
          "throw",
          "else",
          "case",
          "yield",
          "assert",
          "do",
          "instanceof",
          "import");

  private static final Set<String> CONTINUES = Set.of("else", "catch", "finally");

  /** Cuts a cell up. */
  public static List<Chunk> of(Lexed cell) {
    var chunks = new ArrayList<Chunk>();
    var code = cell.code();
    int from = 0;
    int start = 0;
    int depth = 0;
    for (int i = 0; i < code.size(); i++) {
      char c = cell.symbol(code.get(i));
      depth = Math.max(0, depth + ("([{".indexOf(c) >= 0 && c != 0 ? 1 : 0) - closes(c));
      boolean ends = depth == 0 && (c == ';' || c == '}' && !goesOn(cell, code, from, i));
      if (ends) {
        int end = code.get(i).end();
        chunks.add(new Chunk(sort(cell, code.subList(from, i + 1)), start, end, true));
        from = i + 1;
        start = end;
      }
    }
    if (start < cell.text().length() || chunks.isEmpty()) {
      var rest = code.subList(from, code.size());
      chunks.add(new Chunk(sort(cell, rest), start, cell.text().length(), rest.isEmpty()));
    }
    return chunks;
  }

  /**
   * Cuts a cell up in which something is being written: what stands before {@code cut} belongs
   * together with nothing behind the end of its line, or of its brackets.
   *
   * @return with one chunk that ends at {@code cut} and is not closed
   */
  public static List<Chunk> around(Lexed cell, int cut) {
    var text = cell.text();
    var chunks = new ArrayList<>(of(Lexed.of(text.substring(0, cut))));
    var last = chunks.get(chunks.size() - 1);
    if (last.closed()) {
      chunks.add(new Chunk(Sort.STATEMENT, cut, cut, false));
      last = chunks.get(chunks.size() - 1);
    }
    int end = lineEnd(cell, last.start(), cut);
    int rest = end < 0 ? text.length() : end;
    for (var chunk : of(Lexed.of(text.substring(rest)))) {
      chunks.add(new Chunk(chunk.sort(), chunk.start() + rest, chunk.end() + rest, chunk.closed()));
    }
    return chunks;
  }

  /**
   * Where the line ends, after {@code cut}, on which all brackets are closed that were opened since
   * {@code start}; -1 if some never are.
   */
  private static int lineEnd(Lexed cell, int start, int cut) {
    int depth = 0;
    for (var token : cell.code()) {
      if (token.start() < start) {
        continue;
      }
      boolean nextLine =
          token.start() >= cut && cell.text().substring(cut, token.start()).indexOf('\n') >= 0;
      if (nextLine && depth <= 0) {
        return token.start();
      }
      char c = cell.symbol(token);
      depth += ("([{".indexOf(c) >= 0 && c != 0 ? 1 : 0) - closes(c);
    }
    return depth > 0 ? -1 : cell.text().length();
  }

  /** Cuts a cell up that is as it should be, at least on the line of {@code word}. */
  public static List<Chunk> withLine(Lexed cell, int word, int cut) {
    int start = 0;
    for (var chunk : of(Lexed.of(cell.text().substring(0, word)))) {
      start = chunk.closed() ? chunk.end() : chunk.start();
    }
    int end = lineEnd(cell, start, cut);
    return around(cell, end < 0 ? cut : end);
  }

  private static int closes(char c) {
    return c == ')' || c == ']' || c == '}' ? 1 : 0;
  }

  /** Whether what ends with this brace is not over. */
  private static boolean goesOn(Lexed cell, List<Token> code, int from, int brace) {
    if (brace + 1 >= code.size()) {
      return false;
    }
    var next = code.get(brace + 1);
    boolean loops = cell.isWord(code.get(from), "do") && cell.isWord(next, "while");
    char c = cell.symbol(next);
    return loops
        || next.is(Kind.WORD) && CONTINUES.contains(cell.text(next))
        || c != 0 && "({@%".indexOf(c) < 0;
  }

  private static Sort sort(Lexed cell, List<Token> code) {
    int i = afterModifiers(cell, code);
    if (i >= code.size()) {
      return Sort.STATEMENT;
    }
    if (cell.isWord(code.get(i), "import")) {
      return Sort.IMPORT;
    }
    boolean annotation =
        cell.symbol(code.get(i)) == '@'
            && i + 1 < code.size()
            && cell.isWord(code.get(i + 1), "interface");
    boolean record =
        cell.isWord(code.get(i), "record") && i + 1 < code.size() && code.get(i + 1).is(Kind.WORD);
    boolean type = code.get(i).is(Kind.WORD) && TYPES.contains(cell.text(code.get(i)));
    return annotation || record || type || isMethod(cell, code, i) ? Sort.MEMBER : Sort.STATEMENT;
  }

  private static int afterModifiers(Lexed cell, List<Token> code) {
    int i = 0;
    while (i < code.size()) {
      var token = code.get(i);
      if (token.is(Kind.WORD) && MODIFIERS.contains(cell.text(token))) {
        boolean statement = i + 1 < code.size() && cell.symbol(code.get(i + 1)) == '(';
        if (statement) {
          return i;
        }
        i++;
      } else if (cell.symbol(token) == '@'
          && i + 1 < code.size()
          && !cell.isWord(code.get(i + 1), "interface")) {
        i = afterArguments(cell, code, i + 2);
      } else {
        return i;
      }
    }
    return i;
  }

  private static int afterArguments(Lexed cell, List<Token> code, int from) {
    int i = from;
    int depth = 0;
    while (i < code.size() && (depth > 0 || cell.symbol(code.get(i)) == '(')) {
      char c = cell.symbol(code.get(i));
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      i++;
    }
    return i;
  }

  /** {@code Type name(}: no statement begins like that. */
  private static boolean isMethod(Lexed cell, List<Token> code, int from) {
    for (int i = from; i + 1 < code.size(); i++) {
      char c = cell.symbol(code.get(i));
      boolean typeArgument = c == '.' && cell.symbol(code.get(i + 1)) == '<';
      if (c != 0 && "<>[].,?&@".indexOf(c) < 0 || typeArgument) {
        return false;
      }
      if (code.get(i).is(Kind.WORD) && NO_TYPES.contains(cell.text(code.get(i)))) {
        return false;
      }
      if (i > from && code.get(i).is(Kind.WORD) && cell.symbol(code.get(i + 1)) == '(') {
        char before = cell.symbol(code.get(i - 1));
        return before == 0 ? code.get(i - 1).is(Kind.WORD) : before == '>' || before == ']';
      }
    }
    return false;
  }
}
