package org.sfumato.kernel.assist.inspect;

import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Plain HTML as text or as Markdown. */
final class Plain {
  private static final int WIDTH = 80;

  private final boolean markdown;

  private Plain(boolean markdown) {
    this.markdown = markdown;
  }

  static String text(Element html) {
    return new Plain(false).blocks(html);
  }

  static String markdown(Element html) {
    return new Plain(true).blocks(html);
  }

  private String blocks(Element parent) {
    var out = new StringBuilder();
    var line = new StringBuilder();
    for (var node : parent.childNodes()) {
      if (node instanceof Element e && isBlock(e)) {
        flush(line, out);
        var block = block(e);
        if (!block.isBlank()) {
          out.append(block.stripTrailing()).append("\n\n");
        }
      } else {
        line.append(inline(node));
      }
    }
    flush(line, out);
    return out.toString().stripTrailing();
  }

  private void flush(StringBuilder line, StringBuilder out) {
    var text = squeezed(line);
    if (!text.isEmpty()) {
      out.append(markdown ? text : wrapped(text)).append("\n\n");
    }
    line.setLength(0);
  }

  private static boolean isBlock(Element e) {
    return e.isBlock()
        && switch (e.normalName()) {
          case "br", "small" -> false;
          default -> true;
        };
  }

  private String block(Element e) {
    return switch (e.normalName()) {
      case "pre" -> pre(e);
      case "h2", "h3", "h4", "h5" ->
          markdown ? "**" + e.text() + "**" : e.text().toUpperCase(java.util.Locale.ROOT);
      case "ul", "ol" -> list(e);
      case "table" -> table(e);
      case "dt" -> markdown ? "**" + inlines(e).strip() + "**" : inlines(e).strip();
      case "dd" -> blocks(e).indent(2);
      default -> blocks(e);
    };
  }

  private String pre(Element e) {
    var code = e.wholeText().stripTrailing();
    return markdown ? "```java\n" + code + "\n```" : code;
  }

  private String list(Element e) {
    var out = new StringBuilder();
    int number = 1;
    for (var item : e.children()) {
      var mark = e.normalName().equals("ol") ? number++ + ". " : "- ";
      var text = blocks(item).indent(mark.length());
      out.append(mark).append(text.isBlank() ? "\n" : text.substring(mark.length()));
    }
    return out.toString();
  }

  private String table(Element e) {
    return e.select("tr").stream()
        .map(
            row ->
                row.children().stream()
                    .map(c -> squeezed(new StringBuilder(inlines(c))))
                    .collect(Collectors.joining(markdown ? " · " : "  ")))
        .map(row -> markdown ? "- " + row : row)
        .collect(Collectors.joining("\n"));
  }

  private String inlines(Element e) {
    return e.childNodes().stream().map(this::inline).collect(Collectors.joining());
  }

  private String inline(Node node) {
    if (node instanceof TextNode t) {
      return markdown ? escaped(t.getWholeText()) : t.getWholeText();
    }
    if (!(node instanceof Element e)) {
      return "";
    }
    if (!markdown) {
      return e.normalName().equals("br") ? "\n" : inlines(e);
    }
    return switch (e.normalName()) {
      case "br" -> "  \n";
      case "code" -> {
        var code = "`" + e.text().replace("`", "'") + "`";
        yield e.select("u").isEmpty() ? code : "**" + code + "**";
      }
      case "b", "strong", "u" -> "**" + inlines(e) + "**";
      case "i", "em", "var" -> "*" + inlines(e) + "*";
      case "a" -> e.hasAttr("href") ? "[" + inlines(e) + "](" + e.attr("href") + ")" : inlines(e);
      default -> inlines(e);
    };
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
  }

  private static String squeezed(CharSequence text) {
    return text.toString().replaceAll("[ \\t\\r\\f]*\\n[ \\t\\r\\f]*|[ \\t\\r\\f]+", " ").strip();
  }

  private static String wrapped(String text) {
    var out = new StringBuilder();
    int column = 0;
    for (var word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        out.append('\n');
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return out.toString();
  }
}
