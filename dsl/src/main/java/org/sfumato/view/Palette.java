package org.sfumato.view;

import java.awt.Color;

/**
 * Colours that stay apart for colour-blind readers: those of Okabe and Ito (2008) that are dark
 * enough on white, then a gray; and a diverging map from their blue over near-white to their red.
 */
final class Palette {
  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color SOFT_INK = new Color(0x55, 0x55, 0x55);
  static final Color GRID = new Color(0xe4, 0xe4, 0xe4);

  /**
   * Readable on white and on black alike (contrast 4.5 and 4.6): for captions without a background.
   */
  static final Color CAPTION = new Color(0x76, 0x76, 0x76);

  private static final Color[] SERIES = {
    new Color(0x00, 0x72, 0xb2),
    new Color(0xd5, 0x5e, 0x00),
    new Color(0x00, 0x9e, 0x73),
    new Color(0xcc, 0x79, 0xa7),
    new Color(0xe6, 0x9f, 0x00),
    new Color(0x56, 0xb4, 0xe9),
    new Color(0x66, 0x66, 0x66),
  };

  /** −1, −½, 0, ½, 1. */
  private static final int[][] DIVERGING = {
    {0x00, 0x35, 0x60},
    {0x3d, 0x94, 0xc8},
    {0xf7, 0xf7, 0xf7},
    {0xe0, 0x84, 0x4a},
    {0x7f, 0x24, 0x00}
  };

  private Palette() {}

  static Color series(int i) {
    return SERIES[i % SERIES.length];
  }

  static Color[] all() {
    return SERIES.clone();
  }

  /** The colour of {@code v} in [−1, 1], blue below zero and red above. */
  static int diverging(double v) {
    double at = (Math.max(-1, Math.min(1, v)) + 1) * 2;
    int k = Math.min(3, (int) at);
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      rgb =
          rgb << 8
              | (int)
                  Math.round(DIVERGING[k][c] + (at - k) * (DIVERGING[k + 1][c] - DIVERGING[k][c]));
    }
    return rgb;
  }
}
