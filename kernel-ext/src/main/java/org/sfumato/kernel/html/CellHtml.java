package org.sfumato.kernel.html;

import com.fasterxml.jackson.databind.JsonNode;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.run.Marks;

/** One cell of a page. Tags and the front end's own switches hide or remove its parts. */
final class CellHtml {
  private final Markdown markdown;
  private final Contents contents;
  private final OutputHtml outputs;

  CellHtml(Markdown markdown, Contents contents) {
    this.markdown = markdown;
    this.contents = contents;
    this.outputs = new OutputHtml(markdown);
  }

  String html(Cell cell) {
    if (cell.has("remove-cell") || cell.has("remove_cell")) {
      return "";
    }
    var html = cell.isMarkdown() ? prose(cell) : cell.isCode() ? code(cell) : raw(cell);
    boolean hidden = cell.has("hide-cell") || cell.has("hide_cell");
    return hidden && !html.isEmpty() ? folded("Cell", html) : html;
  }

  private String prose(Cell cell) {
    var stopped = cell.has(Marks.STOPPED) ? " sf-stopped" : "";
    return "<section class=\"sf-prose"
        + stopped
        + "\">"
        + markdown.html(cell.source(), cell.attachments(), contents)
        + "</section>\n";
  }

  private static String raw(Cell cell) {
    return cell.source().isBlank()
        ? ""
        : "<pre class=\"sf-raw\">" + Escape.html(cell.source()) + "</pre>\n";
  }

  private String code(Cell cell) {
    boolean input = !removed(cell, "input") && !cell.source().isBlank();
    boolean output = !removed(cell, "output") && !cell.outputs().isEmpty();
    if (!input && !output) {
      return "";
    }
    var count = cell.json().path("execution_count");
    var number = count.isInt() ? "In[" + count.asInt() + "]" : "In[ ]";
    var body = new StringBuilder("<section class=\"sf-cell\"");
    if (count.isInt()) {
      body.append(" id=\"In-").append(count.asInt()).append('"');
    }
    body.append('>');
    if (input) {
      var source =
          "<pre class=\"sf-code sf-java\"><code>"
              + JavaColours.html(cell.source())
              + "</code></pre>";
      body.append(
          hidden(cell, "input", "source_hidden")
              ? folded(number, source)
              : "<div class=\"sf-prompt\">" + number + "</div>" + source);
    }
    if (output) {
      var all = new StringBuilder("<div class=\"sf-out\">");
      cell.outputs().forEach(o -> all.append(outputs.html(o)));
      all.append("</div>");
      body.append(
          hidden(cell, "output", "outputs_hidden") ? folded("Output", all.toString()) : all);
    }
    return body.append("</section>\n").toString();
  }

  private static boolean removed(Cell cell, String part) {
    return cell.has("remove-" + part) || cell.has("remove_" + part);
  }

  private static boolean hidden(Cell cell, String part, String key) {
    JsonNode metadata = cell.json().path("metadata");
    return cell.has("hide-" + part)
        || cell.has("hide_" + part)
        || metadata.path("jupyter").path(key).asBoolean(false);
  }

  private static String folded(String title, String html) {
    return "<details><summary>" + title + "</summary>" + html + "</details>\n";
  }
}
