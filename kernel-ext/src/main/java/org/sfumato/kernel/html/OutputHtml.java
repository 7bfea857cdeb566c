package org.sfumato.kernel.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.sfumato.kernel.html.tex.Tex;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.notebook.Json;
import org.sfumato.kernel.notebook.Lines;

/** One output of a cell as HTML, in the richest of its forms. */
final class OutputHtml {
  private static final int LONGEST_DESCRIPTION = 300;
  private final Markdown markdown;

  OutputHtml(Markdown markdown) {
    this.markdown = markdown;
  }

  String html(JsonNode output) {
    return switch (output.path("output_type").asText()) {
      case "stream" -> stream(output);
      case "error" -> error(output);
      case "display_data", "execute_result" -> data(output);
      default -> "";
    };
  }

  private static String stream(JsonNode output) {
    var kind = output.path("name").asText().equals("stderr") ? "sf-stderr" : "sf-stdout";
    return LongText.block(kind, Lines.text(output.path("text")));
  }

  private static String error(JsonNode output) {
    var lines = new StringBuilder();
    output.path("traceback").forEach(line -> lines.append(line.asText()).append('\n'));
    var text =
        lines.isEmpty()
            ? output.path("ename").asText() + ": " + output.path("evalue").asText()
            : lines.toString();
    return LongText.block("sf-error", text.stripTrailing());
  }

  private String data(JsonNode output) {
    var data = output.path("data");
    var text = text(data, Bundle.TEXT);
    if (data.has(Bundle.HTML)) {
      return "<div class=\"sf-html\">" + Sanitised.html(text(data, Bundle.HTML)) + "</div>";
    }
    var picture = picture(data, output.path("metadata"), text);
    if (!picture.isEmpty()) {
      // A value with a picture and an equation says both.
      return equation(data) + "<figure>" + picture + "</figure>";
    }
    if (data.has(Bundle.MARKDOWN)) {
      return "<div class=\"sf-prose\">"
          + markdown.html(text(data, Bundle.MARKDOWN), MissingNode.getInstance())
          + "</div>";
    }
    if (data.has(Bundle.LATEX)) {
      return equation(data);
    }
    if (!text.isEmpty()) {
      return LongText.block("sf-value", text);
    }
    var names = data.fieldNames();
    if (!names.hasNext()) {
      return "";
    }
    var other = names.next();
    var content = data.get(other);
    return content.isObject() || other.endsWith("json")
        ? LongText.block("sf-value", Json.write(content).stripTrailing())
        : "<p class=\"sf-missing\">[" + Escape.html(other) + " is not shown on a page]</p>";
  }

  private static String picture(JsonNode data, JsonNode metadata, String description) {
    if (data.has(Bundle.SVG)) {
      var svg = text(data, Bundle.SVG).getBytes(StandardCharsets.UTF_8);
      // As a picture an SVG file cannot run scripts or fetch anything.
      return image(Bundle.SVG, Base64.getEncoder().encodeToString(svg), metadata, description);
    }
    for (var mime : new String[] {Bundle.PNG, "image/jpeg", "image/gif", "image/webp"}) {
      if (data.has(mime)) {
        return image(mime, text(data, mime).replaceAll("\\s", ""), metadata, description);
      }
    }
    return "";
  }

  private static String image(String mime, String base64, JsonNode metadata, String description) {
    var about = metadata.path(mime);
    var width =
        about.path("width").canConvertToInt()
            ? " width=\"" + about.path("width").asInt() + "\""
            : "";
    var shorter =
        description.length() > LONGEST_DESCRIPTION
            ? description.substring(0, LONGEST_DESCRIPTION) + "…"
            : description;
    return "<img alt=\""
        + Escape.html(Ansi.plain(shorter))
        + "\""
        + width
        + " src=\"data:"
        + mime
        + ";base64,"
        + base64
        + "\">";
  }

  private static String equation(JsonNode data) {
    var latex = text(data, Bundle.LATEX).strip();
    if (latex.isEmpty()) {
      return "";
    }
    var bare = latex.replaceAll("^(\\$\\$?|\\\\\\[|\\\\\\()|(\\$\\$?|\\\\\\]|\\\\\\))$", "");
    return "<div class=\"sf-equation\">" + Tex.display(bare) + "</div>";
  }

  private static String text(JsonNode data, String mime) {
    return data.has(mime) ? Lines.text(data.get(mime)) : "";
  }
}
