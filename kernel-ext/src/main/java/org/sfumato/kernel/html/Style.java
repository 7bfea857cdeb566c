package org.sfumato.kernel.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a terminal shows a letter.
 *
 * @param marks the codes of bold, faint, italic and so on, 1 to 9
 * @param colour of the letter: {@code 0} to {@code 7}, or {@code rgb(…)}
 * @param ground its background, likewise
 */
record Style(Set<Integer> marks, Optional<String> colour, Optional<String> ground) {
  static final Style PLAIN = new Style(Set.of(), Optional.empty(), Optional.empty());

  private static final String[] NAMES = {
    "", "a-bold", "a-faint", "a-italic", "a-under", "", "", "a-inverse", "", "a-strike"
  };
  private static final int[] CUBE = {0, 95, 135, 175, 215, 255};
  private static final int NAMED = 16;
  private static final int GREYS = 232;

  /** The style after a command such as {@code 1;31}. */
  Style after(String command) {
    var codes = new ArrayList<Integer>();
    for (var code : command.split("[;:]", -1)) {
      codes.add(code.matches("\\d{1,3}") ? Integer.parseInt(code) : 0);
    }
    var style = this;
    for (int i = 0; i < codes.size(); i++) {
      int code = codes.get(i);
      if (code == 38 || code == 48) {
        var rest = codes.subList(i + 1, codes.size());
        var said = extended(rest);
        style = code == 38 ? style.coloured(said) : style.grounded(said);
        i += rest.isEmpty() ? 0 : rest.get(0) == 5 ? 2 : 4;
      } else {
        style = style.after(code);
      }
    }
    return style;
  }

  private Style after(int code) {
    if (code == 0) {
      return PLAIN;
    }
    if (code < NAMES.length) {
      return NAMES[code].isEmpty() ? this : marked(code, true);
    }
    return switch (code) {
      case 22 -> marked(1, false).marked(2, false);
      case 23, 24, 27, 29 -> marked(code - 20, false);
      case 39 -> coloured(Optional.empty());
      case 49 -> grounded(Optional.empty());
      default -> {
        var digit = Optional.of(String.valueOf(code % 10));
        boolean named = code % 10 < 8;
        yield named && (code / 10 == 3 || code / 10 == 9)
            ? coloured(digit)
            : named && (code / 10 == 4 || code / 10 == 10) ? grounded(digit) : this;
      }
    };
  }

  /** {@code 5;n} of a palette, or {@code 2;r;g;b}. */
  private static Optional<String> extended(List<Integer> codes) {
    if (codes.size() >= 2 && codes.get(0) == 5) {
      int n = Math.min(codes.get(1), 255);
      if (n < NAMED) {
        return Optional.of(String.valueOf(n % 8));
      }
      int grey = 8 + 10 * (n - GREYS);
      int cube = n - NAMED;
      return Optional.of(
          n >= GREYS
              ? rgb(grey, grey, grey)
              : rgb(CUBE[cube / 36], CUBE[cube / 6 % 6], CUBE[cube % 6]));
    }
    if (codes.size() >= 4 && codes.get(0) == 2) {
      return Optional.of(rgb(codes.get(1), codes.get(2), codes.get(3)));
    }
    return Optional.empty();
  }

  private static String rgb(int r, int g, int b) {
    return "rgb(" + Math.min(r, 255) + "," + Math.min(g, 255) + "," + Math.min(b, 255) + ")";
  }

  private Style marked(int mark, boolean on) {
    var changed = new TreeSet<>(marks);
    if (on) {
      changed.add(mark);
    } else {
      changed.remove(mark);
    }
    return new Style(changed, colour, ground);
  }

  private Style coloured(Optional<String> other) {
    return new Style(marks, other, ground);
  }

  private Style grounded(Optional<String> other) {
    return new Style(marks, colour, other);
  }

  /** The text in this style. */
  String html(String text) {
    if (equals(PLAIN)) {
      return Escape.html(text);
    }
    var classes = new ArrayList<String>();
    var css = new StringBuilder();
    marks.forEach(m -> classes.add(NAMES[m]));
    paint(colour, "a-c", "color:", classes, css);
    paint(ground, "a-b", "background:", classes, css);
    return "<span"
        + (classes.isEmpty() ? "" : " class=\"" + String.join(" ", classes) + "\"")
        + (css.isEmpty() ? "" : " style=\"" + css + "\"")
        + ">"
        + Escape.html(text)
        + "</span>";
  }

  private static void paint(
      Optional<String> colour,
      String prefix,
      String property,
      List<String> classes,
      StringBuilder css) {
    colour.ifPresent(
        c -> {
          if (c.length() == 1) {
            classes.add(prefix + c);
          } else {
            css.append(property).append(c).append(';');
          }
        });
  }
}
