package org.sfumato.kernel.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Terminal colours as HTML spans; other terminal commands are dropped. */
final class Ansi {
  private static final Pattern COMMAND = Pattern.compile("\u001b\\[([0-9;]*)([A-Za-z])");
  private static final Pattern REWRITTEN = Pattern.compile("(?m)^[^\\n]*\\r(?!\\n)");

  private Ansi() {}

  static String html(String text) {
    var out = new StringBuilder();
    var classes = new ArrayList<String>();
    var plain = REWRITTEN.matcher(text.replace("\r\n", "\n")).replaceAll("");
    var command = COMMAND.matcher(plain);
    int from = 0;
    while (command.find()) {
      span(plain.substring(from, command.start()), classes, out);
      if (command.group(2).equals("m")) {
        for (var code : command.group(1).split(";")) {
          apply(code.isEmpty() ? 0 : Integer.parseInt(code), classes);
        }
      }
      from = command.end();
    }
    span(plain.substring(from), classes, out);
    return out.toString();
  }

  static String plain(String text) {
    return COMMAND.matcher(text).replaceAll("");
  }

  private static void span(String text, List<String> classes, StringBuilder out) {
    if (text.isEmpty()) {
      return;
    }
    if (classes.isEmpty()) {
      out.append(Escape.html(text));
    } else {
      out.append("<span class=\"")
          .append(String.join(" ", classes))
          .append("\">")
          .append(Escape.html(text))
          .append("</span>");
    }
  }

  private static void apply(int code, List<String> classes) {
    if (code == 0) {
      classes.clear();
    } else if (code == 1) {
      classes.add("a-bold");
    } else if (code == 2) {
      classes.add("a-faint");
    } else if (code == 3) {
      classes.add("a-italic");
    } else if (code == 4) {
      classes.add("a-under");
    } else if (code == 22) {
      classes.removeAll(List.of("a-bold", "a-faint"));
    } else if (code == 39) {
      classes.removeIf(c -> c.matches("a-c\\d"));
    } else if (code >= 30 && code <= 37 || code >= 90 && code <= 97) {
      classes.removeIf(c -> c.matches("a-c\\d"));
      classes.add("a-c" + code % 10);
    }
  }
}
