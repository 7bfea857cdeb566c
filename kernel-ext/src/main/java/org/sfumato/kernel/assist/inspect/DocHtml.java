package org.sfumato.kernel.assist.inspect;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import java.util.List;
import java.util.function.Supplier;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;
import org.sfumato.kernel.html.Escape;

/**
 * Turns the inside of a documentation comment into plain HTML: no scripts, no pictures, no tags of
 * Javadoc.
 */
final class DocHtml {
  private static final Safelist ALLOWED =
      Safelist.none()
          .addTags(
              "p",
              "br",
              "pre",
              "code",
              "b",
              "strong",
              "i",
              "em",
              "var",
              "sub",
              "sup",
              "ul",
              "ol",
              "li",
              "dl",
              "dt",
              "dd",
              "blockquote",
              "h2",
              "h3",
              "h4",
              "h5",
              "table",
              "thead",
              "tbody",
              "tr",
              "th",
              "td",
              "caption",
              "a",
              "kbd",
              "samp",
              "u")
          .addAttributes("a", "href")
          .addProtocols("a", "href", "http", "https");

  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();

  private final Supplier<String> inherited;

  /**
   * @param inherited what {@code inheritDoc} stands for
   */
  DocHtml(Supplier<String> inherited) {
    this.inherited = inherited;
  }

  /** The description, without its block tags. */
  String description(DocCommentTree comment) {
    return of(comment.getFullBody());
  }

  /** A piece of documentation. */
  String of(List<? extends DocTree> trees) {
    var html = new StringBuilder();
    boolean markdown =
        !trees.isEmpty() && trees.stream().anyMatch(t -> t.getKind().name().equals("MARKDOWN"));
    trees.forEach(t -> add(t, html, markdown));
    var text = markdown ? RENDERER.render(PARSER.parse(html.toString())) : html.toString();
    var body = Jsoup.clean(text, "", ALLOWED, new OutputSettings().prettyPrint(false));
    return body.strip();
  }

  private void add(DocTree tree, StringBuilder html, boolean markdown) {
    if (tree instanceof TextTree t) {
      html.append(t.getBody());
    } else if (tree instanceof LiteralTree l) {
      var text = Escape.html(l.getBody().getBody());
      boolean code = l.getKind() == DocTree.Kind.CODE;
      html.append(code ? "<code>" + text + "</code>" : text);
    } else if (tree instanceof LinkTree l) {
      link(l, html, markdown);
    } else if (tree instanceof ReturnTree r) {
      html.append("Returns ").append(of(r.getDescription())).append('.');
    } else if (tree instanceof StartElementTree || tree instanceof EndElementTree) {
      html.append(tree);
    } else if (tree instanceof ErroneousTree e) {
      html.append(Escape.html(e.getBody()));
    } else if (tree instanceof UnknownInlineTagTree u) {
      u.getContent().forEach(t -> add(t, html, markdown));
    } else {
      other(tree, html, markdown);
    }
  }

  private void link(LinkTree link, StringBuilder html, boolean markdown) {
    boolean plain = link.getKind() == DocTree.Kind.LINK_PLAIN;
    var label = new StringBuilder();
    if (link.getLabel().isEmpty()) {
      label.append(Escape.html(reference(String.valueOf(link.getReference()))));
    } else {
      link.getLabel().forEach(t -> add(t, label, markdown));
    }
    html.append(plain ? label : "<code>" + label + "</code>");
  }

  /** {@code java.util.List#of(Object...)} is read as {@code List.of(Object...)}. */
  static String reference(String signature) {
    int member = signature.indexOf('#');
    var type = member < 0 ? signature : signature.substring(0, member);
    var name = type.substring(type.lastIndexOf('.') + 1);
    if (member < 0) {
      return name;
    }
    return (name.isEmpty() ? "" : name + ".") + signature.substring(member + 1);
  }

  /** Kinds that newer compilers know, or that need no class of their own. */
  private void other(DocTree tree, StringBuilder html, boolean markdown) {
    var text = tree.toString();
    switch (tree.getKind().name()) {
      case "INHERIT_DOC" -> html.append(inherited.get());
      case "ENTITY", "MARKDOWN" -> html.append(text);
      case "ESCAPE" -> html.append(Escape.html(text.substring(1)));
      case "VALUE" -> html.append("<code>").append(Escape.html(inside(text))).append("</code>");
      case "SYSTEM_PROPERTY" ->
          html.append("<code>").append(Escape.html(inside(text))).append("</code>");
      case "SUMMARY", "INDEX" -> html.append(inside(text).replaceAll("^\"(.*?)\".*", "$1"));
      case "SNIPPET" -> {
        int colon = text.indexOf(':');
        if (colon > 0) {
          var code = text.substring(colon + 1, text.lastIndexOf('}')).stripIndent().strip();
          html.append("<pre>").append(Escape.html(code)).append("</pre>");
        }
      }
      default -> {}
    }
  }

  /** What stands behind the name of an inline tag. */
  private static String inside(String tag) {
    int blank = tag.indexOf(' ');
    return blank < 0 ? "" : reference(tag.substring(blank + 1, tag.length() - 1).strip());
  }
}
