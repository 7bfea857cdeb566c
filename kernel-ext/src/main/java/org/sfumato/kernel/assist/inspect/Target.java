package org.sfumato.kernel.assist.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.assist.text.Lexed;
import org.sfumato.kernel.assist.text.Token;
import org.sfumato.kernel.assist.text.Token.Kind;

/**
 * The word that somebody who asks at a place means.
 *
 * @param argument which argument of its call is being written, from 0; -1 if it is not about one
 * @param cut up to where the cell must be understood
 */
record Target(Token word, int argument, int cut) {
  /** Words before a parenthesis that call nothing. */
  private static final Set<String> NO_CALLS =
      Set.of(
          "if",
          "for",
          "while",
          "switch",
          "catch",
          "try",
          "synchronized",
          "return",
          "yield",
          "assert",
          "throw",
          "new",
          "case");

  /** The name at the cursor; of two that touch, the one on the left was just written. */
  static Optional<Target> name(Lexed cell, int cursor) {
    return cell.tokens().stream()
        .filter(t -> t.is(Kind.WORD) && t.start() <= cursor && cursor <= t.end())
        .findFirst()
        .map(t -> new Target(t, -1, Math.max(cursor, t.end())));
  }

  /** The call whose parentheses are around the cursor, or end there. */
  static Optional<Target> call(Lexed cell, int cursor) {
    var code = cell.code();
    Deque<Integer> open = new ArrayDeque<>();
    Deque<Integer> commas = new ArrayDeque<>();
    int closed = -1;
    for (int i = 0; i < code.size() && code.get(i).end() <= cursor; i++) {
      char c = cell.symbol(code.get(i));
      if (c == '(' || c == '[' || c == '{') {
        open.push(i);
        commas.push(0);
      } else if ((c == ')' || c == ']' || c == '}') && !open.isEmpty()) {
        int opened = open.pop();
        commas.pop();
        closed = c == ')' && code.get(i).end() == cursor ? opened : -1;
      } else if (c == ',' && !commas.isEmpty()) {
        commas.push(commas.pop() + 1);
      }
    }
    if (closed >= 0) {
      return called(cell, code, closed).map(w -> new Target(w, -1, cursor));
    }
    while (!open.isEmpty()) {
      int bracket = open.pop();
      int argument = commas.pop();
      if (cell.symbol(code.get(bracket)) == '{') {
        return Optional.empty();
      }
      var word = called(cell, code, bracket);
      if (word.isPresent()) {
        return Optional.of(new Target(word.get(), argument, cursor));
      }
    }
    return Optional.empty();
  }

  /** What stands before a parenthesis, with type arguments between them or not. */
  private static Optional<Token> called(Lexed cell, List<Token> code, int bracket) {
    if (cell.symbol(code.get(bracket)) != '(') {
      return Optional.empty();
    }
    int at = bracket - 1;
    int depth = 0;
    while (at >= 0 && (depth > 0 || cell.symbol(code.get(at)) == '>')) {
      char c = cell.symbol(code.get(at));
      depth += c == '>' ? 1 : c == '<' ? -1 : 0;
      at--;
    }
    return at >= 0 && code.get(at).is(Kind.WORD) && !NO_CALLS.contains(cell.text(code.get(at)))
        ? Optional.of(code.get(at))
        : Optional.empty();
  }
}
