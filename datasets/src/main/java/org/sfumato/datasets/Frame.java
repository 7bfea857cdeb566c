package org.sfumato.datasets;

import org.sfumato.BytePixels;
import org.sfumato.Resampling;

/**
 * The square part of a slice that is shown, and how stored values become grey: (value −
 * black)/(white − black) clipped to [0, 1]. What lies outside the slice is black.
 *
 * @param top the first row of the square, may be negative
 * @param left the first column of the square, may be negative
 * @param square its rows and columns in the slice's own pixels
 * @param black the value shown as 0
 * @param white the value shown as 1
 */
record Frame(int top, int left, int square, double black, double white) {
  /** A stack of slices of the same size. */
  interface Stack {
    int slices();

    int height();

    int width();

    double value(int slice, int row, int column);
  }

  /** All slices as 8-bit pictures of {@code side}×{@code side} pixels. */
  BytePixels pictures(Stack stack, int side, String origin) {
    int n = stack.slices();
    var bytes = new byte[n * side * side];
    var framed = new float[square * square];
    var resized = new float[side * side];
    for (int i = 0; i < n; i++) {
      for (int row = 0; row < square; row++) {
        for (int column = 0; column < square; column++) {
          framed[row * square + column] = grey(stack, i, row + top, column + left);
        }
      }
      Resampling.planes(framed, 1, square, square, resized, side, side);
      for (int k = 0; k < resized.length; k++) {
        bytes[i * resized.length + k] = (byte) Math.round(255 * resized[k]);
      }
    }
    return new BytePixels(bytes, n, 1, side, side, origin, 0);
  }

  private float grey(Stack stack, int slice, int row, int column) {
    if (row < 0 || column < 0 || row >= stack.height() || column >= stack.width()) {
      return 0;
    }
    double grey = (stack.value(slice, row, column) - black) / (white - black);
    return (float) Math.max(0, Math.min(1, grey));
  }
}
