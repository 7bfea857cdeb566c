package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * JSON exactly as the notebook tools of the field write it, so that running a notebook changes only
 * what ran: one space of indent, sorted keys, letters of all alphabets as they are, numbers as
 * Python writes them, a final newline.
 */
public final class Json {
  private static final int SURROGATES = 0xD800;

  /** A picture in a notebook is one string, and may be as long as it likes. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Python writes NaN as NaN, and charts in notebooks hold it.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /** As Python sorts: by code points, so that emoji come after everything else. */
  private static final Comparator<String> BY_CODE_POINTS =
      (a, b) -> java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private Json() {}

  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** A Java map, list, number or text as the tree that a reader of its JSON would get. */
  public static JsonNode tree(Object value) {
    if (value instanceof String text) {
      return TextNode.valueOf(text);
    }
    try {
      return MAPPER.readTree(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "this is not JSON, and cannot be written into a notebook: " + e.getOriginalMessage(), e);
    }
  }

  /** The text of a tree, as it stands in a notebook's file. */
  public static String write(JsonNode node) {
    var out = new StringBuilder();
    write(node, 0, out);
    return out.append('\n').toString();
  }

  private static void write(JsonNode node, int depth, StringBuilder out) {
    if (node.isObject()) {
      var names = new TreeSet<>(BY_CODE_POINTS);
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
    } else if (node.isFloatingPointNumber()) {
      out.append(PythonNumber.text(node.doubleValue()));
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
            escape(c, out);
          } else if (c < SURROGATES || !Character.isSurrogate(c)) {
            out.append(c);
          } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else {
            // Half a character has no UTF-8.
            escape(c, out);
          }
        }
      }
    }
    out.append('"');
  }

  private static void escape(char c, StringBuilder out) {
    out.append(String.format("\\u%04x", (int) c));
  }
}
