package org.sfumato.kernel.assist;

import java.util.Optional;
import org.sfumato.kernel.assist.Assist.Detail;
import org.sfumato.kernel.assist.text.Lexed;

/**
 * A cell that asks for help and does nothing else: {@code lmi?}, or {@code lmi??} for the source
 * too. No Java ends with a question mark.
 *
 * @param expression what it asks about
 */
public record HelpCell(String expression, Detail detail) {
  /** Reads a cell; empty if it is an ordinary one, or a magic. */
  public static Optional<HelpCell> of(String code) {
    var end = code.stripTrailing();
    if (!end.endsWith("?") || end.length() == 1 || end.stripLeading().startsWith("%")) {
      return Optional.empty();
    }
    var cell = Lexed.of(end);
    var last = cell.tokens().get(cell.tokens().size() - 1);
    if (cell.symbol(last) != '?') {
      return Optional.empty();
    }
    var detail = end.endsWith("??") ? Detail.FULL : Detail.NORMAL;
    var expression = end.replaceFirst("\\?{1,2}$", "").strip();
    return expression.isEmpty() || expression.endsWith("?")
        ? Optional.empty()
        : Optional.of(new HelpCell(expression, detail));
  }
}
