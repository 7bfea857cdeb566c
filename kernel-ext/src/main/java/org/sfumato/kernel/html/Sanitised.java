package org.sfumato.kernel.html;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * HTML from cells with everything taken out that runs or is fetched, so that the page is all there
 * is.
 */
final class Sanitised {
  private static final String ACTIVE =
      "script, noscript, link, meta, base, iframe, frame, frameset, object, embed, applet, template";
  private static final Set<String> SOURCES =
      Set.of("src", "srcset", "poster", "data", "background", "xlink:href", "formaction", "action");

  private Sanitised() {}

  static String html(String fragment) {
    var body = Jsoup.parseBodyFragment(fragment).body();
    body.select(ACTIVE).remove();
    body.select("style").stream().filter(s -> fetches(s.data())).forEach(Element::remove);
    for (var element : body.getAllElements()) {
      clean(element);
    }
    var settings = new Document.OutputSettings().prettyPrint(false);
    body.ownerDocument().outputSettings(settings);
    return body.html();
  }

  private static void clean(Element element) {
    for (var attribute : element.attributes().asList()) {
      var name = attribute.getKey().toLowerCase(Locale.ROOT);
      var value = attribute.getValue().strip();
      boolean runs =
          name.startsWith("on") || value.toLowerCase(Locale.ROOT).startsWith("javascript:");
      boolean remote = SOURCES.contains(name) && !isInside(value);
      boolean use = name.equals("href") && !isLink(element) && !isInside(value);
      if (runs || remote || use || name.equals("style") && fetches(value)) {
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

  private static boolean isInside(String address) {
    return address.startsWith("data:") || address.startsWith("#");
  }

  private static boolean fetches(String css) {
    var text = css.toLowerCase(Locale.ROOT);
    return text.contains("@import")
        || text.replace(" ", "").matches("(?s).*url\\((?!['\"]?(data:|#)).*");
  }
}
