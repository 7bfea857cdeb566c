package org.sfumato.kernel.cell;

/** Java source with its comments turned to spaces, every other character in its place. */
public final class Comments {
  private Comments() {}

  public static String blanked(String source) {
    var out = new StringBuilder(source);
    int i = 0;
    while (i < out.length()) {
      if (source.startsWith("//", i)) {
        i = blank(out, i, end(source, "\n", i, 0));
      } else if (source.startsWith("/*", i)) {
        i = blank(out, i, end(source, "*/", i + 2, 2));
      } else if (source.startsWith("\"\"\"", i)) {
        i = afterQuote(source, i + 3, "\"\"\"");
      } else if (source.charAt(i) == '"' || source.charAt(i) == '\'') {
        i = afterQuote(source, i + 1, source.substring(i, i + 1));
      } else {
        i++;
      }
    }
    return out.toString();
  }

  private static int blank(StringBuilder out, int from, int to) {
    for (int i = from; i < to; i++) {
      if (out.charAt(i) != '\n') {
        out.setCharAt(i, ' ');
      }
    }
    return to;
  }

  private static int end(String source, String mark, int from, int length) {
    int at = source.indexOf(mark, from);
    return at < 0 ? source.length() : at + length;
  }

  private static int afterQuote(String source, int from, String quote) {
    int i = from;
    while (i < source.length() && !source.startsWith(quote, i)) {
      i += source.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(source.length(), i + quote.length());
  }
}
