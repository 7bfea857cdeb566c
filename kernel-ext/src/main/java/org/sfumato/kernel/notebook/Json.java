package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * JSON exactly as the notebook tools of the field write it, so that running a notebook changes only
 * what ran: one space of indent, sorted keys, letters of all alphabets as they are, a final
 * newline.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** A Java map, list, number or text as a tree. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static String write(JsonNode node) {
    var out = new StringBuilder();
    write(node, 0, out);
    return out.append('\n').toString();
  }

  private static void write(JsonNode node, int depth, StringBuilder out) {
    if (node.isObject()) {
      var names = new TreeSet<String>();
      node.fieldNames().forEachRemaining(names::add);
      out.append('{');
      var separator = "";
      for (var name : names) {
        out.append(separator);
        newLine(depth + 1, out);
        quote(name, out);
        out.append(": ");
        write(node.get(name), depth + 1, out);
        separator = ",";
      }
      close('}', names.isEmpty(), depth, out);
    } else if (node.isArray()) {
      out.append('[');
      for (Iterator<JsonNode> i = node.elements(); i.hasNext(); ) {
        newLine(depth + 1, out);
        write(i.next(), depth + 1, out);
        out.append(i.hasNext() ? "," : "");
      }
      close(']', node.isEmpty(), depth, out);
    } else if (node.isTextual()) {
      quote(node.textValue(), out);
    } else {
      out.append(node.asText());
    }
  }

  private static void close(char bracket, boolean empty, int depth, StringBuilder out) {
    if (!empty) {
      newLine(depth, out);
    }
    out.append(bracket);
  }

  private static void newLine(int depth, StringBuilder out) {
    out.append('\n').append(" ".repeat(depth));
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
