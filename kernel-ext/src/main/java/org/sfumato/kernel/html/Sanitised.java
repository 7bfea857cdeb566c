package org.sfumato.kernel.html;

import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.select.NodeFilter.FilterResult;

/**
 * HTML from cells with everything taken out that runs or is fetched, so that the page is all there
 * is. The page's own policy forbids the same once more.
 */
final class Sanitised {
  private static final String ACTIVE =
      "script, noscript, link, meta, base, iframe, frame, frameset, object, embed, applet, template,"
          + " portal, dialog, xmp, noembed, noframes, plaintext, mglyph, malignmark, annotation-xml";
  private static final Set<String> SOURCES =
      Set.of(
          "src",
          "srcset",
          "poster",
          "data",
          "background",
          "xlink:href",
          "formaction",
          "action",
          "ping",
          "srcdoc");
  private static final String SAFE_LINK = "(?s)(https?|mailto|ftp):.*|#.*|(?![^/?#]*:).*";

  private Sanitised() {}

  static String html(String fragment) {
    return body(fragment, UnaryOperator.identity()).html();
  }

  /**
   * @param embed the address of a picture to its content, or to itself if there is none
   */
  static Element body(String fragment, UnaryOperator<String> embed) {
    var body = Jsoup.parseBodyFragment(fragment).body();
    body.select(ACTIVE).remove();
    body.select("style").stream()
        .filter(s -> fetches(s.data()) || s.html().contains("<"))
        .forEach(Element::remove);
    // A browser may take the end of a comment for markup.
    body.filter((node, depth) -> isComment(node) ? FilterResult.REMOVE : FilterResult.CONTINUE);
    body.select("img[src]").forEach(i -> i.attr("src", embed.apply(i.attr("src"))));
    for (var element : body.getAllElements()) {
      clean(element);
    }
    var settings = new Document.OutputSettings().prettyPrint(false);
    body.ownerDocument().outputSettings(settings);
    return body;
  }

  private static boolean isComment(Node node) {
    return node instanceof Comment || node instanceof XmlDeclaration;
  }

  private static void clean(Element element) {
    for (var attribute : element.attributes().asList()) {
      var name = attribute.getKey().toLowerCase(Locale.ROOT);
      var value = attribute.getValue().strip();
      // Browsers read an address without the controls and blanks in it.
      var bare = value.replaceAll("[\\p{Cntrl}\\s]", "").toLowerCase(Locale.ROOT);
      boolean runs = name.startsWith("on") || bare.startsWith("javascript:");
      boolean remote = SOURCES.contains(name) && !isInside(value);
      boolean href = name.equals("href") && !(isLink(element) ? isSafe(bare) : isInside(value));
      if (runs || remote || href || name.equals("style") && fetches(value)) {
        if (remote && element.normalName().equals("img")) {
          element.after(
              new Element("span")
                  .addClass("sf-missing")
                  .text("[picture not embedded: " + value + "]"));
        }
        element.removeAttr(attribute.getKey());
      }
    }
    if (element.normalName().equals("img") && !element.hasAttr("src")) {
      element.remove();
    }
  }

  private static boolean isLink(Element element) {
    return element.normalName().equals("a");
  }

  private static boolean isSafe(String address) {
    return address.matches(SAFE_LINK) || address.startsWith("data:image/");
  }

  private static boolean isInside(String address) {
    return address.startsWith("data:") || address.startsWith("#");
  }

  /** A backslash can spell anything in CSS. */
  private static boolean fetches(String css) {
    var text = css.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    return text.contains("@import")
        || text.contains("\\")
        || text.contains("image-set(")
        || text.contains("expression(")
        || text.matches("(?s).*(url|src|image)\\((?!['\"]?(data:|#)).*");
  }
}
