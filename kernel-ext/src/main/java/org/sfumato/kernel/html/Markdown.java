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
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.sfumato.kernel.notebook.Lines;

/** Markdown with tables and formulas as HTML; its pictures are put inside. */
final class Markdown {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), StrikethroughExtension.create());
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

  private final MathText math = new MathText();

  Markdown(Path folder) {
    this.folder = folder;
  }

  /** The text of a cell, whose headings are noted. */
  String html(String markdown, JsonNode attachments, Contents contents) {
    var renderer =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(
                context ->
                    (node, tag, attributes) -> {
                      if (node instanceof Heading heading) {
                        attributes.put("id", contents.heading(heading.getLevel(), words(heading)));
                      }
                    })
            .build();
    return html(markdown, attachments, renderer);
  }

  /** The text of an output. */
  String html(String markdown, JsonNode attachments) {
    return html(markdown, attachments, RENDERER);
  }

  private String html(String markdown, JsonNode attachments, HtmlRenderer renderer) {
    var rendered = renderer.render(PARSER.parse(math.hide(markdown)));
    var body = Sanitised.body(rendered, address -> embedded(address, attachments));
    for (var code : body.select("pre > code.language-java")) {
      code.html(JavaColours.html(code.wholeText())).addClass("sf-java");
    }
    for (var element : body.getAllElements()) {
      for (var attribute : element.attributes()) {
        attribute.setValue(math.written(attribute.getValue()));
      }
    }
    return math.show(body.html());
  }

  /** Formulas instead of their marks, in what {@link Contents} wrote. */
  String formulas(String html) {
    return math.show(html);
  }

  private static String words(Node heading) {
    var words = new StringBuilder();
    heading.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }
        });
    return words.toString();
  }

  private String embedded(String address, JsonNode attachments) {
    if (address.startsWith("attachment:")) {
      var name = decoded(address.substring("attachment:".length()));
      var fields = attachments.path(name).fields();
      if (fields.hasNext()) {
        var form = fields.next();
        return data(form.getKey(), Lines.text(form.getValue()).replaceAll("\\s", ""));
      }
    }
    var ending = address.substring(address.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (address.matches("(?s)[a-zA-Z][a-zA-Z0-9+.-]+:.*|//.*") || !PICTURES.containsKey(ending)) {
      return address;
    }
    try {
      var file = folder.resolve(decoded(address));
      return data(
          PICTURES.get(ending), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    } catch (IOException | IllegalArgumentException e) {
      // The reader sees the picture's name in its place.
      return address;
    }
  }

  private static String data(String mime, String base64) {
    return "data:" + mime + ";base64," + base64;
  }

  private static String decoded(String address) {
    try {
      return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A percent sign that is only one.
      return address;
    }
  }
}
