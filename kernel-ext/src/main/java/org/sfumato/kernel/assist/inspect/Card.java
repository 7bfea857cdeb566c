package org.sfumato.kernel.assist.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;

/**
 * A page of help: plain HTML at heart, from which come HTML with its style inside the elements
 * (front ends take style sheets out of tooltips), Markdown, and text. Its colours are shades of the
 * reader's own, so that it is right on white and on black.
 */
final class Card {
  private static final String SHADE = "background-color:rgba(127,127,127,0.12);";
  private static final Map<String, String> STYLES =
      Map.ofEntries(
          Map.entry(
              "pre",
              SHADE
                  + "margin:0.5em 0;padding:0.5em 0.7em;border-radius:4px;white-space:pre-wrap;"
                  + "line-height:1.45;font-size:0.95em;overflow-wrap:anywhere"),
          Map.entry("code", SHADE + "padding:0.05em 0.25em;border-radius:3px;font-size:0.93em"),
          Map.entry("p", "margin:0.5em 0"),
          Map.entry(
              "h4",
              "margin:0.9em 0 0.2em;font-size:0.85em;font-weight:600;opacity:0.75;"
                  + "letter-spacing:0.04em"),
          Map.entry("ul", "margin:0.3em 0;padding-left:1.3em"),
          Map.entry("ol", "margin:0.3em 0;padding-left:1.6em"),
          Map.entry("li", "margin:0.2em 0"),
          Map.entry("dd", "margin:0.1em 0 0.3em 1.3em"),
          Map.entry("blockquote", "margin:0.5em 0 0.5em 1em;opacity:0.85"),
          Map.entry("table", "border-collapse:collapse;margin:0.5em 0;font-size:0.93em"),
          Map.entry(
              "th",
              "white-space:nowrap;text-align:left;vertical-align:top;padding:0.15em 0.8em 0.15em 0;opacity:0.75"),
          Map.entry(
              "td",
              "overflow-wrap:anywhere;text-align:left;vertical-align:top;padding:0.15em 0.8em 0.15em 0"),
          Map.entry("caption", "text-align:left;font-weight:600;padding-bottom:0.3em"),
          Map.entry(
              "u",
              "font-weight:700;text-decoration:none;border-radius:3px;padding:0.05em 0.15em;"
                  + "background-color:rgba(230,160,30,0.3)"),
          Map.entry("small", "opacity:0.7;font-size:0.9em"));

  private final List<String> parts = new ArrayList<>();

  /** Adds plain HTML. */
  Card html(String html) {
    parts.add(html);
    return this;
  }

  Card code(String code) {
    return html("<pre>" + Escape.html(code) + "</pre>");
  }

  /** A quiet line. */
  Card aside(String text) {
    return html("<p><small>" + Escape.html(text) + "</small></p>");
  }

  /** A titled piece; nothing if there is no text. */
  Card section(String title, String html) {
    return html.isEmpty() ? this : html("<h4>" + Escape.html(title) + "</h4>" + paragraph(html));
  }

  private static String paragraph(String html) {
    return html.startsWith("<p>") || html.startsWith("<pre>") ? html : "<p>" + html;
  }

  /** Names with what is said about them; the marked one stands out. */
  Card names(String title, Map<String, String> texts, Optional<String> marked) {
    if (texts.isEmpty()) {
      return this;
    }
    var list = new StringBuilder();
    texts.forEach(
        (name, text) -> {
          var said = Escape.html(name);
          var code = marked.filter(name::equals).isPresent() ? "<u>" + said + "</u>" : said;
          list.append("<li><code>").append(code).append("</code>");
          list.append(text.isEmpty() ? "" : " " + text).append("</li>");
        });
    return html("<h4>" + title + "</h4><ul>" + list + "</ul>");
  }

  /** All of it, in three forms. */
  Bundle bundle() {
    var plain = Jsoup.parseBodyFragment(String.join("\n", parts)).body();
    plain.select("pre").forEach(Card::straighten);
    var styled = plain.clone();
    for (var element : styled.getAllElements()) {
      style(element);
    }
    var page = Jsoup.parseBodyFragment("").outputSettings(new OutputSettings().prettyPrint(false));
    var frame = page.body().appendElement("div").attr("style", "max-width:46em;line-height:1.45");
    frame.insertChildren(0, styled.childNodesCopy());
    return Bundle.text(Plain.text(plain))
        .with(Bundle.HTML, page.body().html())
        .with(Bundle.MARKDOWN, Plain.markdown(plain));
  }

  /** Code in a comment begins somewhere in the middle of the line. */
  private static void straighten(Element pre) {
    if (pre.select("u, b, a").isEmpty()) {
      var text = pre.wholeText().replaceAll("^\\s*\\n", "").stripTrailing();
      pre.text(text.stripIndent());
    }
  }

  private static void style(Element element) {
    var style = STYLES.get(element.normalName());
    boolean codeInBlock =
        element.normalName().equals("code") && element.parent().normalName().equals("pre");
    if (style != null && !codeInBlock) {
      element.attr("style", style);
    }
  }
}
