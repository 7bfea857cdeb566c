package org.sfumato.kernel.render;

import java.awt.Color;
import java.util.Locale;
import org.sfumato.Numbers;
import org.sfumato.kernel.message.Bundle;

/** A colour: how a page writes it, and how it looks. */
final class ColourForms implements Renderer<Color> {
  private static final double OPAQUE = 255;

  @Override
  public Bundle of(Color colour) {
    var look =
        String.format(
            Locale.ROOT,
            "rgba(%d,%d,%d,%.3f)",
            colour.getRed(),
            colour.getGreen(),
            colour.getBlue(),
            colour.getAlpha() / OPAQUE);
    var html =
        "<span style=\"display:inline-block;width:2.2em;height:1.1em;vertical-align:middle;"
            + "border:1px solid rgba(128,128,128,.5);border-radius:3px;background:"
            + look
            + "\"></span> <code>"
            + text(colour)
            + "</code>";
    return Bundle.text(text(colour)).with(Bundle.HTML, html);
  }

  @Override
  public String text(Color colour) {
    var rgb = String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
    return colour.getAlpha() == OPAQUE
        ? rgb
        : rgb + ", opacity " + Numbers.text(Math.round(colour.getAlpha() / OPAQUE * 1000) / 1000.0);
  }
}
