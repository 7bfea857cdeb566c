package org.sfumato.datasets.format;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * A decoded PNG or JPEG picture: 1 channel if it was stored gray, else 3 (red, green, blue). What
 * was transparent is laid on black. Levels keep the depth of the file, 8 or 16 bits.
 *
 * @param channels 1 or 3
 * @param height rows
 * @param width columns
 * @param depth bytes a level: 1 or 2
 * @param levels in CHW order, of two bytes the higher first
 */
public record Raster(int channels, int height, int width, int depth, byte[] levels) {
  private static final long MOST_PIXELS = 100_000_000;

  /**
   * Reads a picture.
   *
   * @param name how errors call it
   * @throws BadFile if it is not a PNG or JPEG picture, damaged, or larger than 100 million pixels
   */
  public static Raster read(InputStream from, String name) throws IOException {
    try (var in = ImageIO.createImageInputStream(from)) {
      var readers = ImageIO.getImageReaders(in);
      var reader = readers.hasNext() ? readers.next() : null;
      if (reader == null || !reader.getFormatName().toLowerCase(Locale.ROOT).matches("png|jpe?g")) {
        throw new BadFile(name + " is not a PNG or JPEG picture");
      }
      try {
        reader.setInput(in);
        return of(decoded(reader, name));
      } catch (BadFile e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw new BadFile(
            name + " cannot be decoded; it may be damaged or cut off (" + e.getMessage() + ")", e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage decoded(ImageReader reader, String name) throws IOException {
    int w = reader.getWidth(0);
    int h = reader.getHeight(0);
    if ((long) w * h > MOST_PIXELS) {
      throw new BadFile(
          "%s has %d×%d pixels, more than 100 million; cut it first".formatted(name, w, h));
    }
    // A JPEG that ends early is only warned of: the rest of the picture would silently be gray.
    var warnings = new ArrayList<String>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    var image = reader.read(0);
    for (var warning : warnings) {
      var text = warning.toLowerCase(Locale.ROOT);
      if (text.contains("truncated") || text.contains("premature") || text.contains("corrupt")) {
        throw new BadFile(
            name + " cannot be decoded; it may be damaged or cut off (" + warning + ")");
      }
    }
    return image;
  }

  /** Writes the picture as {@code C·H·W} floats in [0, 1]. */
  public void read(float[] into, int at) {
    for (int k = 0; k < channels * height * width; k++) {
      into[at + k] =
          depth == 1
              ? (levels[k] & 0xff) / 255f
              : ((levels[2 * k] & 0xff) << 8 | levels[2 * k + 1] & 0xff) / 65535f;
    }
  }

  private static Raster of(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return eightBit(image, isGray(palette) ? 1 : 3);
    }
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    boolean deep = image.getColorModel().getComponentSize(0) == 16;
    // Java's own conversion from gray applies a gamma curve, so gray levels are taken as stored.
    return gray || deep ? asStored(image, gray ? 1 : 3, deep ? 2 : 1) : eightBit(image, 3);
  }

  private static boolean isGray(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  private static Raster asStored(BufferedImage image, int channels, int depth) {
    int h = image.getHeight();
    int w = image.getWidth();
    long white = depth == 2 ? 65535 : 255;
    var data = image.getRaster();
    var sample = new int[data.getNumBands()];
    var levels = new byte[channels * h * w * depth];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        data.getPixel(x, y, sample);
        long alpha = sample.length > channels ? sample[channels] : white;
        for (int c = 0; c < channels; c++) {
          long v = sample[c] * alpha / white;
          int k = ((c * h + y) * w + x) * depth;
          levels[k] = (byte) (depth == 2 ? v >> 8 : v);
          if (depth == 2) {
            levels[k + 1] = (byte) v;
          }
        }
      }
    }
    return new Raster(channels, h, w, depth, levels);
  }

  private static Raster eightBit(BufferedImage image, int channels) {
    int h = image.getHeight();
    int w = image.getWidth();
    var levels = new byte[channels * h * w];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int argb = image.getRGB(x, y);
        for (int c = 0; c < channels; c++) {
          levels[(c * h + y) * w + x] =
              (byte) ((argb >> (16 - 8 * c) & 0xff) * (argb >>> 24) / 255);
        }
      }
    }
    return new Raster(channels, h, w, 1, levels);
  }
}
