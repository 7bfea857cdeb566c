package org.sfumato.view;

import java.awt.Font;
import java.util.ArrayList;
import java.util.List;

/** Text in lines, broken between words. */
final class Wrapped {
  private Wrapped() {}

  /** At most so many lines; what does not fit is shortened within the last. */
  static List<String> of(Font font, String text, double room, int most) {
    var lines = new ArrayList<String>();
    var rest = text.strip();
    while (lines.size() < most - 1 && Sheet.width(font, rest) > room) {
      int cut = rest.indexOf(' ');
      for (int next = cut; next > 0; next = rest.indexOf(' ', next + 1)) {
        if (Sheet.width(font, rest.substring(0, next)) > room) {
          break;
        }
        cut = next;
      }
      if (cut <= 0) {
        break;
      }
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut + 1).strip();
    }
    lines.add(Sheet.shortened(font, rest, room));
    return lines;
  }
}
