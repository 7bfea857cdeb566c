package org.sfumato.kernel.verify;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.sfumato.kernel.message.Bundle;

/** What a reader reads in a form of an output, without its markup. */
final class PlainForm {
  /** The forms that a reader reads. */
  static final Set<String> READ =
      new java.util.LinkedHashSet<>(
          java.util.List.of(Bundle.TEXT, Bundle.HTML, Bundle.LATEX, Bundle.MARKDOWN));

  private PlainForm() {}

  static String of(String mime, String content) {
    return switch (mime) {
      case Bundle.HTML -> html(content);
      case Bundle.LATEX -> latex(content);
      default -> content;
    };
  }

  private static String html(String content) {
    var out = new StringBuilder();
    NodeVisitor visitor =
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
              out.append(text.getWholeText());
            } else if (node instanceof Element) {
              out.append(' ');
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element) {
              out.append(' ');
            }
          }
        };
    NodeTraversor.traverse(visitor, Jsoup.parseBodyFragment(content).body());
    return out.toString();
  }

  private static String latex(String content) {
    var out = new StringBuilder();
    int i = 0;
    while (i < content.length()) {
      char c = content.charAt(i);
      if (c == '\\' && i + 1 < content.length()) {
        i = command(content, i + 1, out);
        continue;
      }
      out.append(
          switch (c) {
            case '{', '}', '$' -> "";
            case '&', '~' -> " ";
            default -> String.valueOf(c);
          });
      i++;
    }
    return out.toString();
  }

  /** Reads a command whose name begins here, and returns where it ends. */
  private static int command(String content, int from, StringBuilder out) {
    int end = from;
    while (end < content.length() && Character.isLetter(content.charAt(end))) {
      end++;
    }
    if (end == from) {
      boolean space = " ,;:!\\\n".indexOf(content.charAt(from)) >= 0;
      out.append(space ? ' ' : content.charAt(from));
      return from + 1;
    }
    var name = content.substring(from, end);
    out.append(name.equals("infty") ? "∞" : name.equals("hline") ? " " : "");
    // A blank after a command's name ends the name and is not shown.
    int next = end < content.length() && content.charAt(end) == ' ' ? end + 1 : end;
    int groups = name.equals("begin") ? 2 : name.equals("end") ? 1 : 0;
    for (int k = 0; k < groups && next < content.length() && content.charAt(next) == '{'; k++) {
      int close = content.indexOf('}', next);
      next = close < 0 ? content.length() : close + 1;
    }
    return next;
  }
}
