package org.sfumato.kernel.verify;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Compares pictures by what one sees. */
final class Pictures {
  private static final int CHANNELS = 4;

  private Pictures() {}

  /**
   * What tells two pictures apart; empty if nothing does.
   *
   * @param tolerance the largest root of the mean squared difference of all channels, 0 to 255,
   *     that still counts as equal
   */
  static Optional<String> difference(String stored, String now, double tolerance) {
    var before = stored.replaceAll("\\s", "");
    var after = now.replaceAll("\\s", "");
    if (before.equals(after)) {
      return Optional.empty();
    }
    var a = decoded(before);
    var b = decoded(after);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.of(
          a.isEmpty()
              ? "the stored picture cannot be decoded"
              : "the new picture cannot be decoded");
    }
    return difference(a.get(), b.get(), tolerance);
  }

  private static Optional<String> difference(BufferedImage a, BufferedImage b, double tolerance) {
    if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
      return Optional.of(size(a) + " pixels became " + size(b));
    }
    double sum = 0;
    long changed = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        int p = a.getRGB(x, y);
        int q = b.getRGB(x, y);
        changed += p == q ? 0 : 1;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          double d = (p >> shift & 0xff) - (q >> shift & 0xff);
          sum += d * d;
        }
      }
    }
    long pixels = (long) a.getWidth() * a.getHeight();
    double rms = Math.sqrt(sum / (pixels * CHANNELS));
    return rms <= tolerance
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d of %d pixels differ; root mean square %.2f of 255, allowed is %.2f",
                changed,
                pixels,
                rms,
                tolerance));
  }

  private static String size(BufferedImage image) {
    return image.getWidth() + "×" + image.getHeight();
  }

  private static Optional<BufferedImage> decoded(String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(bytes)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
