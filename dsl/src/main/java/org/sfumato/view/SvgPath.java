package org.sfumato.view;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;

/**
 * A shape as the data of an SVG path in whole hundredths of a CSS pixel, each point relative to the
 * one before it.
 */
final class SvgPath {
  private final StringBuilder data = new StringBuilder();
  private long x;
  private long y;
  private char command;

  private SvgPath() {}

  static String of(Shape shape, AffineTransform transform) {
    var path = new SvgPath();
    var at = new double[6];
    long startX = 0;
    long startY = 0;
    for (var p = shape.getPathIterator(transform); !p.isDone(); p.next()) {
      switch (p.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> {
          path.x = 0;
          path.y = 0;
          path.points('M', at, 1);
          startX = path.x;
          startY = path.y;
        }
        case PathIterator.SEG_LINETO -> path.points('l', at, 1);
        case PathIterator.SEG_QUADTO -> path.points('q', at, 2);
        case PathIterator.SEG_CUBICTO -> path.points('c', at, 3);
        default -> {
          path.data.append('z');
          path.command = 'z';
          path.x = startX;
          path.y = startY;
        }
      }
    }
    return path.data.toString();
  }

  private void points(char letter, double[] at, int count) {
    long newX = x;
    long newY = y;
    for (int k = 0; k < count; k++) {
      newX = Math.round(at[2 * k] * 100);
      newY = Math.round(at[2 * k + 1] * 100);
      number(newX - x, k == 0 ? letter : 0);
      number(newY - y, (char) 0);
    }
    x = newX;
    y = newY;
  }

  /** A sign or a letter separates numbers as well as a blank does. */
  private void number(long v, int letter) {
    boolean said = letter != 0 && letter != command;
    if (said) {
      data.append((char) letter);
      command = (char) letter;
    } else if (v >= 0) {
      data.append(' ');
    }
    data.append(v);
  }
}
