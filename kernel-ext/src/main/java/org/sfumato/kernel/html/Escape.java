package org.sfumato.kernel.html;

/** Text made safe inside HTML. */
public final class Escape {
  private Escape() {}

  public static String html(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
