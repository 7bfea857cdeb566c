package org.sfumato.kernel.html;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sfumato.kernel.notebook.Notebook;

/**
 * A notebook as one HTML file: style and pictures inside, formulas as MathML, no scripts, nothing
 * fetched; light or dark as its reader's screen.
 */
public final class HtmlPage {
  /** What the reader's browser must not do, whatever a cell has written. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:; font-src data:;"
          + " base-uri 'none'; form-action 'none'";

  private HtmlPage() {}

  /**
   * @param name the file's name, for a notebook without a headline
   * @param folder where the notebook lies; pictures named relative to it are put into the page
   */
  public static String of(Notebook notebook, String name, Path folder) {
    var markdown = new Markdown(folder);
    var contents = new Contents();
    var cell = new CellHtml(markdown, contents);
    var first = new StringBuilder();
    var rest = new StringBuilder();
    for (var c : notebook.cells()) {
      // The title, and what is said below it, stands above the contents.
      boolean opening = rest.isEmpty() && (first.isEmpty() || first.indexOf("<h1") < 0);
      (opening && !c.isCode() ? first : rest).append(cell.html(c));
    }
    first.insert(beforeParts(first), markdown.formulas(contents.html()));
    return document(title(notebook, name), first.append(rest).toString());
  }

  /**
   * A page in the house style.
   *
   * @param title as text
   * @param body as HTML, without scripts and without anything fetched from elsewhere
   */
  public static String document(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + "<meta name=\"generator\" content=\"Sfumato\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + POLICY
        + "\">\n<title>"
        + Escape.html(title)
        + "</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n<main>\n"
        + body
        + "</main>\n</body>\n</html>\n";
  }

  private static int beforeParts(StringBuilder opening) {
    int part = opening.indexOf("<h2");
    return part < 0 ? opening.length() : part;
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
