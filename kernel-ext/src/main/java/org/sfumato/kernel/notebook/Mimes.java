package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;

/** How a notebook's file holds content by its MIME type. */
final class Mimes {
  private Mimes() {}

  /** Text of many lines is a list of lines; pictures are one string; JSON stays JSON. */
  static JsonNode content(String mime, Object content) {
    return stored(mime, Json.tree(content));
  }

  /** Content that may have been written another way, in the way of nbformat. */
  static void normalise(JsonNode bundle) {
    if (bundle instanceof ObjectNode forms) {
      var names = new ArrayList<String>();
      forms.fieldNames().forEachRemaining(names::add);
      names.forEach(mime -> forms.set(mime, stored(mime, forms.get(mime))));
    }
  }

  private static JsonNode stored(String mime, JsonNode content) {
    if (isJson(mime) || !(content.isTextual() || isLines(content))) {
      return content;
    }
    var text = Lines.text(content);
    return isText(mime) ? Lines.list(text) : Json.tree(text);
  }

  private static boolean isLines(JsonNode content) {
    if (!(content instanceof ArrayNode lines)) {
      return false;
    }
    for (var line : lines) {
      if (!line.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isJson(String mime) {
    return mime.equals("application/json")
        || mime.startsWith("application/") && mime.endsWith("+json");
  }

  private static boolean isText(String mime) {
    return mime.startsWith("text/")
        || mime.equals("application/javascript")
        || mime.equals("image/svg+xml");
  }
}
