package org.sfumato.kernel.assist.text;

/**
 * A piece of Java source; blanks between pieces are none.
 *
 * @param start its first character
 * @param end behind its last character
 * @param closed whether a position at {@code end} is outside of it: false for a line comment, and
 *     for a literal or comment whose end is missing
 */
public record Token(Kind kind, int start, int end, boolean closed) {
  /** What it is. */
  public enum Kind {
    /** An identifier or keyword. */
    WORD,
    NUMBER,
    STRING,
    TEXT_BLOCK,
    CHARACTER,
    COMMENT,
    /** One character of punctuation. */
    SYMBOL
  }

  public boolean is(Kind other) {
    return kind == other;
  }

  /** Whether the position lies inside, so that what is typed there becomes part of it. */
  public boolean holds(int position) {
    return start < position && (position < end || position == end && !closed);
  }
}
