package org.sfumato.view;

import java.awt.Graphics2D;
import java.util.function.Consumer;
import org.sfumato.Picture;

/**
 * A chart before it is ink: the same strokes become a PNG file or an SVG file.
 *
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param theme its paper and inks
 * @param paint draws it, from (0, 0) to (width, height)
 */
record Sketch(int width, int height, Theme theme, Consumer<Graphics2D> paint) {
  Picture picture() {
    return Canvas.on(theme.paper(), width, height, paint);
  }

  /** Below a title of its own, if it has one. */
  Sketch under(Heading heading) {
    int top = heading.height();
    return new Sketch(
        width,
        height + top,
        theme,
        g -> {
          heading.draw(g, theme);
          var below = (Graphics2D) g.create();
          below.translate(0, top);
          paint.accept(below);
          below.dispose();
        });
  }
}
