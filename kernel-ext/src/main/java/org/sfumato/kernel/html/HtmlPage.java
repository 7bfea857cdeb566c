package org.sfumato.kernel.html;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.Notebook;

/**
 * A notebook as one HTML file: style and pictures inside, formulas as MathML, no scripts, nothing
 * fetched; light or dark as its reader's screen.
 */
public final class HtmlPage {
  private HtmlPage() {}

  /**
   * @param name the file's name, for a notebook without a headline
   * @param folder where the notebook lies; pictures named relative to it are put into the page
   */
  public static String of(Notebook notebook, String name, Path folder) {
    var markdown = new Markdown(folder);
    var outputs = new OutputHtml(markdown);
    var body = new StringBuilder();
    for (var cell : notebook.cells()) {
      if (cell.has("remove-cell")) {
        continue;
      }
      if (cell.isMarkdown()) {
        var kind = cell.has(org.sfumato.kernel.run.Runner.ERROR_MARK) ? " sf-stopped" : "";
        body.append("<section class=\"sf-prose")
            .append(kind)
            .append("\">")
            .append(markdown.html(cell.source(), cell.attachments()))
            .append("</section>\n");
      } else if (cell.isCode()) {
        code(cell, outputs, body);
      } else {
        body.append("<pre class=\"sf-raw\">").append(Escape.html(cell.source())).append("</pre>\n");
      }
    }
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
        + Escape.html(title(notebook, name))
        + "</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n<main>\n"
        + body
        + "</main>\n</body>\n</html>\n";
  }

  private static void code(Cell cell, OutputHtml outputs, StringBuilder body) {
    if (cell.source().isBlank() && cell.outputs().isEmpty()) {
      return;
    }
    body.append("<section class=\"sf-cell\">");
    if (!cell.has("remove-input")) {
      var count = cell.json().path("execution_count");
      var number = count.isInt() ? "In[" + count.asInt() + "]" : "In[ ]";
      var source =
          "<div class=\"sf-prompt\">"
              + number
              + "</div><pre class=\"sf-code\"><code>"
              + JavaColours.html(cell.source())
              + "</code></pre>";
      body.append(
          cell.has("hide-input")
              ? "<details><summary>" + number + "</summary>" + source + "</details>"
              : source);
    }
    if (!cell.outputs().isEmpty() && !cell.has("remove-output")) {
      body.append("<div class=\"sf-out\">");
      cell.outputs().forEach(output -> body.append(outputs.html(output)));
      body.append("</div>");
    }
    body.append("</section>\n");
  }

  private static String title(Notebook notebook, String name) {
    for (var cell : notebook.cells()) {
      if (cell.isMarkdown()) {
        var headline = cell.source().lines().filter(l -> l.startsWith("# ")).findFirst().orElse("");
        if (!headline.isEmpty()) {
          return headline.substring(2).replaceAll("[*_`$]", "").strip();
        }
      }
    }
    return name;
  }

  private static String style() {
    try (var in = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the style sheet is missing from the jar", e);
    }
  }
}
