package org.sfumato.kernel.render;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text as a reader can see it: characters that have no shape are written as Java writes them. */
final class Visible {
  /** Colours and the like, which notebooks and terminals understand. */
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private Visible() {}

  /** The text, of which at most {@code most} characters; the rest is counted. */
  static String text(CharSequence text, int most) {
    int length = text.length();
    if (length <= most) {
      return shaped(text, 0, length);
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return shaped(text, 0, end) + String.format(Locale.ROOT, "… %,d characters in all", length);
  }

  static String character(char c) {
    return c == '\n' ? "\\n" : c == '\t' ? "\\t" : shaped(String.valueOf(c), 0, 1);
  }

  /** Halves of characters cannot be sent to anybody. */
  static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHalf(text, i)) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.append(isHalf(text, i) ? '\uFFFD' : text.charAt(i));
    }
    return out.toString();
  }

  private static boolean isHalf(CharSequence text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static String shaped(CharSequence text, int from, int to) {
    var out = new StringBuilder(to - from + 16);
    var colours = COLOUR.matcher(text);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\u001b' && colours.region(i, to).lookingAt()) {
        out.append(text, i, colours.end());
        i = colours.end() - 1;
      } else if (c == '\n' || c == '\t') {
        out.append(c);
      } else if (c == '\r') {
        // The end of a line on Windows is an end of a line.
        out.append(i + 1 < to && text.charAt(i + 1) == '\n' ? "" : "\\r");
      } else if (Character.isISOControl(c) || isHalf(text, i)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
