package org.sfumato;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A PNG file in memory with the size at which it wants to be shown, in CSS pixels; the file itself
 * usually holds twice as many pixels each way, so that it is crisp on dense screens.
 */
public record Picture(byte[] png, int width, int height) {
  public Picture {
    Objects.requireNonNull(png, "png");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture of " + width + "×" + height + " has no pixels");
    }
    png = png.clone();
  }

  @Override
  public byte[] png() {
    return png.clone();
  }

  /** Writes the PNG file whole or not at all. */
  public Path save(Path file) throws IOException {
    return Destination.write(file, png);
  }
}
