package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Text in notebooks is one string or a list of lines that keep their line ends. */
public final class Lines {
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

  public static ArrayNode list(String text) {
    var lines = JsonNodeFactory.instance.arrayNode();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }
}
