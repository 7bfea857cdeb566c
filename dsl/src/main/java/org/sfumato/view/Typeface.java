package org.sfumato.view;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one typeface of all pictures, DejaVu Sans, carried in the jar so that pictures look the same
 * everywhere, and also where no font is installed.
 */
final class Typeface {
  private static final Font PLAIN = load();

  private Typeface() {}

  /** The typeface at this size in CSS pixels. */
  static Font size(double pixels) {
    return PLAIN.deriveFont((float) pixels);
  }

  /**
   * As {@link #size}, or the system's sans-serif for scripts that DejaVu lacks, such as Chinese.
   */
  static Font size(double pixels, Iterable<String> texts) {
    for (var text : texts) {
      if (PLAIN.canDisplayUpTo(text) >= 0) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) pixels);
      }
    }
    return size(pixels);
  }

  private static Font load() {
    Fonts.prepare();
    try (var in = Fonts.typeface()) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException e) {
      throw new UncheckedIOException("the typeface could not be read", e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(
          "the typeface " + Fonts.FILE + " is damaged; is the jar whole?", e);
    }
  }
}
