package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Text in notebooks is one string or a list of lines that keep their line ends. */
public final class Lines {
  private static final char NEXT_LINE = '\u0085';

  private Lines() {}

  public static String text(JsonNode node) {
    if (node == null || node.isNull()) {
      return "";
    }
    if (!node.isArray()) {
      return node.asText();
    }
    var out = new StringBuilder();
    node.forEach(line -> out.append(line.asText()));
    return out.toString();
  }

  /** Lines as Python's {@code splitlines} cuts them, which is what every notebook tool does. */
  public static ArrayNode list(String text) {
    var lines = JsonNodeFactory.instance.arrayNode();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (ends(text.charAt(i))) {
        if (text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
        lines.add(text.substring(from, i + 1));
        from = i + 1;
      }
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  private static boolean ends(char c) {
    return switch (c) {
      case '\n',
          '\r',
          '\u000b',
          '\f',
          '\u001c',
          '\u001d',
          '\u001e',
          NEXT_LINE,
          '\u2028',
          '\u2029' ->
          true;
      default -> false;
    };
  }
}
