package org.sfumato.kernel.verify;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The words and numbers of a text, whatever stands between them. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_])[-−+]?(?:(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][-+−]?\\d+)?|∞|Infinity|NaN)(?![\\p{L}\\p{N}_])"
              + "|[\\p{L}\\p{N}_]+");

  private static final Pattern FIGURE = Pattern.compile(".*\\p{N}.*|[-−+]?(∞|Infinity|NaN)");

  private Tokens() {}

  /**
   * A word or a number.
   *
   * @param text as it is written, with a minus for the typographic one
   * @param counts whether nobody may write another in its place: numbers, and words such as {@code
   *     T1} and {@code agrees}
   */
  record Token(String text, boolean counts) {
    /** The number it is, if it is a finite one. */
    Optional<BigDecimal> number() {
      try {
        return Optional.of(new BigDecimal(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Token t && t.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /**
   * @param reserved words that count as much as numbers do
   */
  static List<Token> of(String text, Set<String> reserved) {
    var found = new ArrayList<Token>();
    var matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      var token = matcher.group().replace('−', '-');
      found.add(new Token(token, FIGURE.matcher(token).matches() || reserved.contains(token)));
    }
    return found;
  }
}
