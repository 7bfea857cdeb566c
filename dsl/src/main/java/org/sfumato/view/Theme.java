package org.sfumato.view;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The colours of a chart on light or on dark paper. The series keep their hues and their order from
 * one to the other; each has a contrast of 3 to its paper where the light one has room for it.
 */
record Theme(Color paper, Color ink, Color softInk, Color grid, Color[] series) {
  static final Theme LIGHT =
      new Theme(Color.WHITE, Palette.INK, Palette.SOFT_INK, Palette.GRID, Palette.all());

  static final Theme DARK =
      new Theme(
          new Color(0x15, 0x17, 0x1a),
          new Color(0xe8, 0xe8, 0xe6),
          new Color(0xb4, 0xb6, 0xb8),
          new Color(0x2f, 0x32, 0x36),
          new Color[] {
            new Color(0x3f, 0x9f, 0xe6),
            new Color(0xf3, 0x80, 0x35),
            new Color(0x2c, 0xb8, 0x8d),
            new Color(0xdc, 0x8f, 0xbc),
            new Color(0xf2, 0xbc, 0x42),
            new Color(0xa5, 0xd8, 0xf7),
            new Color(0x9a, 0x9a, 0x9a)
          });

  static Theme of(boolean dark) {
    return dark ? DARK : LIGHT;
  }

  Color series(int i) {
    return series[i % series.length];
  }

  /** Each colour of the light theme with what it is in the dark one. */
  static Map<Color, Color> darkened() {
    var pairs = new LinkedHashMap<Color, Color>();
    pairs.put(LIGHT.paper, DARK.paper);
    pairs.put(LIGHT.ink, DARK.ink);
    pairs.put(LIGHT.softInk, DARK.softInk);
    pairs.put(LIGHT.grid, DARK.grid);
    for (int i = 0; i < LIGHT.series.length; i++) {
      pairs.put(LIGHT.series[i], DARK.series[i]);
    }
    return pairs;
  }
}
