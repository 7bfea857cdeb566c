package org.sfumato.kernel.assist.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.kernel.assist.text.Token.Kind;

/** Java source cut into tokens. Every text can be cut, also half a program or no program at all. */
public final class Lexed {
  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  private Lexed(String text) {
    this.text = text;
    int at = 0;
    while (at < text.length()) {
      at = next(at);
    }
  }

  public static Lexed of(String text) {
    return new Lexed(text);
  }

  public String text() {
    return text;
  }

  /** All of them, comments too, in order. */
  public List<Token> tokens() {
    return tokens;
  }

  /** All but the comments. */
  public List<Token> code() {
    return tokens.stream().filter(t -> !t.is(Kind.COMMENT)).toList();
  }

  public String text(Token token) {
    return text.substring(token.start(), token.end());
  }

  /** The token's character, if it is punctuation; else 0. */
  public char symbol(Token token) {
    return token.is(Kind.SYMBOL) ? text.charAt(token.start()) : 0;
  }

  public boolean isWord(Token token, String word) {
    return token.is(Kind.WORD) && text(token).equals(word);
  }

  /** The literal, comment or number in which the position lies. */
  public Optional<Token> around(int position) {
    return tokens.stream()
        .filter(t -> !t.is(Kind.WORD) && !t.is(Kind.SYMBOL) && t.holds(position))
        .findFirst();
  }

  /** Where the identifier begins whose characters end at {@code position}. */
  public static int wordStart(String text, int position) {
    int at = position;
    while (at > 0) {
      int c = text.codePointBefore(at);
      if (!Character.isJavaIdentifierPart(c) || Character.isIdentifierIgnorable(c)) {
        break;
      }
      at -= Character.charCount(c);
    }
    return at;
  }

  private int next(int at) {
    int c = text.codePointAt(at);
    if (Character.isWhitespace(c)) {
      return at + Character.charCount(c);
    }
    if (text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      return add(Kind.COMMENT, at, end < 0 ? text.length() : end, false);
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0
          ? add(Kind.COMMENT, at, text.length(), false)
          : add(Kind.COMMENT, at, end + 2, true);
    }
    if (text.startsWith("\"\"\"", at)) {
      return quoted(Kind.TEXT_BLOCK, at, "\"\"\"", false);
    }
    if (c == '"' || c == '\'') {
      return quoted(c == '"' ? Kind.STRING : Kind.CHARACTER, at, text.substring(at, at + 1), true);
    }
    if (Character.isDigit(c)) {
      return add(Kind.NUMBER, at, numberEnd(at), false);
    }
    if (Character.isJavaIdentifierStart(c)) {
      int end = at;
      while (end < text.length() && Character.isJavaIdentifierPart(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      return add(Kind.WORD, at, end, true);
    }
    return add(Kind.SYMBOL, at, at + Character.charCount(c), true);
  }

  private int add(Kind kind, int start, int end, boolean closed) {
    tokens.add(new Token(kind, start, end, closed));
    return end;
  }

  /** A literal up to its closing quote, or else to the end of the line or of the text. */
  private int quoted(Kind kind, int start, String quote, boolean inLine) {
    int at = start + quote.length();
    while (at < text.length() && !(inLine && text.charAt(at) == '\n')) {
      if (text.startsWith(quote, at)) {
        return add(kind, start, at + quote.length(), true);
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return add(kind, start, Math.min(at, text.length()), false);
  }

  /** {@code 1.e} is a number; {@code 1..} and {@code 1.max} are not. */
  private int numberEnd(int start) {
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean sign = (c == '+' || c == '-') && "eEpP".indexOf(text.charAt(at - 1)) >= 0;
      boolean hex = text.startsWith("0x", start) || text.startsWith("0X", start);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && !(sign && !hex)) {
        break;
      }
      at++;
    }
    return at;
  }
}
