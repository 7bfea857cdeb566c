package org.sfumato.kernel.server;

import java.util.regex.Pattern;

/**
 * A pattern for a whole text: {@code *} stands for any characters, line ends too, {@code ?} for
 * one, {@code [a-z]} for one of a set and {@code [^a-z]} for one outside it; capitals matter. These
 * are the rules of SQLite's GLOB, which front ends expect.
 */
public final class Glob {
  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Any text is a pattern: a bracket that is never closed stands for itself. */
  public static Glob of(String text) {
    var regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = c == '[' ? closing(text, i) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (end > 0) {
        regex.append(set(text.substring(i + 1, end)));
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return new Glob(Pattern.compile(collapsed(regex.toString()), Pattern.DOTALL));
  }

  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  /** A bracket right after the opening one, or after {@code [^}, is a member of the set. */
  private static int closing(String text, int open) {
    int first = open + 1;
    if (first < text.length() && text.charAt(first) == '^') {
      first++;
    }
    return text.indexOf(']', first + 1);
  }

  private static String set(String members) {
    boolean outside = members.startsWith("^");
    var set = new StringBuilder(outside ? "[^" : "[");
    var rest = outside ? members.substring(1) : members;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean range = i + 2 < rest.length() && rest.charAt(i + 1) == '-';
      if (range && c <= rest.charAt(i + 2)) {
        set.append(literal(c)).append('-').append(literal(rest.charAt(i + 2)));
        i += 2;
      } else if (range) {
        // From z to a there is nothing.
        i += 2;
      } else {
        set.append(literal(c));
      }
    }
    boolean nothing = set.length() == (outside ? 2 : 1);
    if (nothing) {
      return outside ? "." : "(?!)";
    }
    return set.append(']').toString();
  }

  private static String literal(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) ? "" + c : "\\" + c;
  }

  /** Many stars in a row mean one; as many they would cost exponential time. */
  private static String collapsed(String regex) {
    return regex.replaceAll("(\\.\\*)+", ".*");
  }
}
