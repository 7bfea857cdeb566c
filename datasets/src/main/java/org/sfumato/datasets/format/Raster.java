package org.sfumato.datasets.format;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A decoded PNG or JPEG picture: 1 channel if it was stored gray, else 3 (red, green, blue). What was
 * transparent is laid on black.
 *
 * @param channels 1 or 3
 * @param height rows
 * @param width columns
 * @param levels values in CHW order
 * @param white the value of full brightness: 255, or 65535 for 16-bit files
 */
public record Raster(int channels, int height, int width, short[] levels, int white) {
  /** Pictures with more pixels than this are refused before they are decoded. */
  private static final long MOST_PIXELS = 100_000_000;

  /**
   * Reads a file.
   *
   * @throws BadFile if it is not a PNG or JPEG picture, or damaged
   */
  public static Raster read(Path file) throws IOException {
    try (var in = ImageIO.createImageInputStream(Files.newInputStream(file))) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new BadFile(file + " is not a PNG or JPEG picture");
      }
      var reader = readers.next();
      try {
        reader.setInput(in);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new BadFile(
              "%s has %d×%d pixels, more than 100 million; cut it first"
                  .formatted(file, reader.getWidth(0), reader.getHeight(0)));
        }
        return of(reader.read(0));
      } catch (BadFile e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw new BadFile(file + " is damaged or cut off: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Raster of(BufferedImage image) {
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    return gray ? gray(image) : colour(image);
  }

  /** Stored gray levels as they are: Java's own conversion would apply a gamma curve. */
  private static Raster gray(BufferedImage image) {
    int h = image.getHeight();
    int w = image.getWidth();
    var raster = image.getRaster();
    int bits = image.getColorModel().getComponentSize(0);
    int white = bits > 8 ? 65535 : 255;
    int top = (1 << bits) - 1;
    boolean alpha = raster.getNumBands() > 1;
    int alphaTop = alpha ? (1 << image.getColorModel().getComponentSize(1)) - 1 : 1;
    var levels = new short[h * w];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        long v = (long) raster.getSample(x, y, 0) * white / top;
        levels[y * w + x] = (short) (alpha ? v * raster.getSample(x, y, 1) / alphaTop : v);
      }
    }
    return new Raster(1, h, w, levels, white);
  }

  private static Raster colour(BufferedImage image) {
    int h = image.getHeight();
    int w = image.getWidth();
    boolean deep =
        image.getColorModel().getComponentSize(0) == 16 && image.getRaster().getNumBands() >= 3;
    int white = deep ? 65535 : 255;
    var levels = new short[3 * h * w];
    var sample = new int[image.getRaster().getNumBands()];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int k = y * w + x;
        if (deep) {
          image.getRaster().getPixel(x, y, sample);
          for (int c = 0; c < 3; c++) {
            long v = sample[c];
            levels[c * h * w + k] = (short) (sample.length > 3 ? v * sample[3] / 65535 : v);
          }
        } else {
          int argb = image.getRGB(x, y);
          int a = argb >>> 24;
          for (int c = 0; c < 3; c++) {
            levels[c * h * w + k] = (short) (((argb >> (16 - 8 * c)) & 0xff) * a / 255);
          }
        }
      }
    }
    return new Raster(3, h, w, levels, white);
  }

  /** Writes the picture as {@code C·H·W} floats in [0, 1]. */
  public void read(float[] into, int at) {
    for (int k = 0; k < levels.length; k++) {
      into[at + k] = (levels[k] & 0xffff) / (float) white;
    }
  }
}
