package org.sfumato.kernel.html.tex;

/** TeX, read character by character. */
final class TexSource {
  private final String text;
  private int at;

  TexSource(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** Skips blanks and comments. */
  TexSource skipBlank() {
    while (!atEnd()) {
      if (text.charAt(at) == '%') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (!Character.isWhitespace(text.charAt(at))) {
        break;
      } else {
        at++;
      }
    }
    return this;
  }

  boolean sees(String what) {
    if (!text.startsWith(what, at)) {
      return false;
    }
    // \right must not match the beginning of \rightarrow.
    int end = at + what.length();
    boolean word = what.length() > 1 && Character.isLetter(what.charAt(what.length() - 1));
    return !word || end >= text.length() || !isLatin(text.charAt(end));
  }

  boolean takes(String what) {
    if (sees(what)) {
      at += what.length();
      return true;
    }
    return false;
  }

  /** The next sign, whole also outside the first plane. */
  String next() {
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return Character.toString(c);
  }

  char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }

  /** After a backslash: the command's name, letters or one other sign. */
  String command() {
    int from = at;
    while (!atEnd() && isLatin(text.charAt(at))) {
      at++;
    }
    if (at > from) {
      return text.substring(from, at);
    }
    return atEnd() ? "" : next();
  }

  /** The rest of a number that began before. */
  String digits() {
    int from = at;
    while (!atEnd() && (Character.isDigit(peek()) || isDecimalPoint())) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean isDecimalPoint() {
    return peek() == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
  }

  /** A braced argument as it is written, or one sign. */
  String raw() {
    skipBlank();
    if (!takes("{")) {
      return atEnd() ? "" : next();
    }
    int from = at;
    for (int depth = 1; !atEnd(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        at++;
        return text.substring(from, at - 1);
      }
    }
    at = text.length();
    return text.substring(Math.min(from, at));
  }

  /** An optional argument in square brackets, or an empty text. */
  String optional() {
    skipBlank();
    int end = text.indexOf(']', at);
    if (peek() != '[' || end < 0) {
      return "";
    }
    var inside = text.substring(at + 1, end);
    at = end + 1;
    return inside;
  }

  private static boolean isLatin(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
