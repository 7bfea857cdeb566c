package org.sfumato.kernel.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.sfumato.kernel.notebook.Lines;

/** Markdown with tables and formulas as HTML; its pictures are put inside. */
final class Markdown {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private static final Map<String, String> PICTURES =
      Map.of(
          "png",
          "image/png",
          "jpg",
          "image/jpeg",
          "jpeg",
          "image/jpeg",
          "gif",
          "image/gif",
          "svg",
          "image/svg+xml",
          "webp",
          "image/webp");

  /** Where the notebook lies; pictures named relative to it are read from there. */
  private final Path folder;

  Markdown(Path folder) {
    this.folder = folder;
  }

  String html(String markdown, JsonNode attachments) {
    var math = new MathText();
    var document = PARSER.parse(math.hide(markdown));
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Image image) {
            image.setDestination(embedded(image.getDestination(), attachments));
            visitChildren(image);
          }
        });
    return math.show(Sanitised.html(RENDERER.render(document)));
  }

  private String embedded(String address, JsonNode attachments) {
    if (address.startsWith("attachment:")) {
      var name = decoded(address.substring("attachment:".length()));
      var fields = attachments.path(name).fields();
      if (fields.hasNext()) {
        var form = fields.next();
        return "data:"
            + form.getKey()
            + ";base64,"
            + Lines.text(form.getValue()).replaceAll("\\s", "");
      }
    }
    var ending = address.substring(address.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (address.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") || !PICTURES.containsKey(ending)) {
      return address;
    }
    try {
      var file = folder.resolve(decoded(address));
      return "data:"
          + PICTURES.get(ending)
          + ";base64,"
          + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException | java.nio.file.InvalidPathException e) {
      // The reader sees the picture's name in its place.
      return address;
    }
  }

  private static String decoded(String address) {
    return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
