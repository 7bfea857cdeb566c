package org.sfumato.view;

import java.awt.Graphics2D;
import java.util.List;

/** A chart's title, at the left, in as many lines as it needs, two at most. */
record Heading(String text, int width) {
  private static final double SIZE = 13;
  private static final int LINE = 18;
  private static final int MARGIN = 12;
  private static final int MOST = 2;

  int height() {
    return text.isBlank() ? 0 : 8 + LINE * lines().size();
  }

  void draw(Graphics2D g, Theme theme) {
    if (text.isBlank()) {
      return;
    }
    g.setFont(Typeface.size(SIZE, List.of(text)));
    g.setColor(theme.ink());
    var lines = lines();
    for (int k = 0; k < lines.size(); k++) {
      g.drawString(lines.get(k), MARGIN, 8 + LINE * k + 14);
    }
  }

  private List<String> lines() {
    var font = Typeface.size(SIZE, List.of(text));
    return Wrapped.of(font, text, width - 2. * MARGIN, MOST);
  }
}
