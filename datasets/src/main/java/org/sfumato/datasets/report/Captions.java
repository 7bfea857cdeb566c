package org.sfumato.datasets.report;

import java.util.HashMap;
import java.util.Random;
import org.sfumato.ImageId;
import org.sfumato.Images;

/**
 * Captions of pictures of clothing: what is shown, in varied words, and often what was measured in
 * the picture. What is brighter than a tenth is clothing, the rest is ground. The same picture
 * always has the same caption.
 */
public final class Captions {
  private static final float GROUND = 0.1f;

  /** About the darkest and the brightest fifth of the pictures of Fashion-MNIST. */
  private static final double DARK = 0.48;

  private static final double BRIGHT = 0.76;

  /** About the least and the most varied fifth. */
  private static final double EVEN = 0.155;

  private static final double UNEVEN = 0.22;

  private static final double TALL = 1.6;
  private static final double WIDE = 0.75;

  private final Grammar grammar = Grammar.shipped("captions.txt");

  /**
   * A caption for image {@code i}.
   *
   * @param kind a rule of the grammar, such as {@code sandal}
   */
  public String of(Images x, int i, String kind) {
    ImageId id = x.id(i);
    var random = new Random(id.key());
    var grey = new float[x.channels() * x.height() * x.width()];
    x.read(i, grey, 0);
    var measured = Measured.of(grey, x.width());
    var given = new HashMap<String, String>();
    given.put("it", grammar.phrase(kind, given, random));
    given.put("looks", looks(measured, random));
    given.put("shape", grammar.sentence(measured.shape(), given, random));
    return grammar.sentence("caption", given, random);
  }

  /** Brightness is told of three times in four where it stands out, evenness every other time. */
  private String looks(Measured m, Random random) {
    var looks = new StringBuilder();
    if ((m.mean < DARK || m.mean > BRIGHT) && random.nextInt(4) > 0) {
      looks.append(grammar.phrase(m.mean < DARK ? "dark" : "bright", new HashMap<>(), random));
    }
    if ((m.spread < EVEN || m.spread > UNEVEN) && random.nextBoolean()) {
      looks
          .append(looks.isEmpty() ? "" : ", ")
          .append(grammar.phrase(m.spread < EVEN ? "even" : "uneven", new HashMap<>(), random));
    }
    return looks.toString();
  }

  /** The clothing's mean grey, its standard deviation, and how much taller it is than wide. */
  private record Measured(double mean, double spread, double aspect) {
    static Measured of(float[] grey, int width) {
      double n = 0;
      double sum = 0;
      double squares = 0;
      int top = Integer.MAX_VALUE;
      int bottom = -1;
      int left = width;
      int right = -1;
      for (int k = 0; k < grey.length; k++) {
        if (grey[k] > GROUND) {
          n++;
          sum += grey[k];
          squares += grey[k] * grey[k];
          top = Math.min(top, k / width);
          bottom = Math.max(bottom, k / width);
          left = Math.min(left, k % width);
          right = Math.max(right, k % width);
        }
      }
      if (n == 0) {
        return new Measured(0, 0, 1);
      }
      double mean = sum / n;
      double spread = Math.sqrt(Math.max(0, squares / n - mean * mean));
      return new Measured(mean, spread, (bottom - top + 1.) / (right - left + 1.));
    }

    String shape() {
      return aspect > TALL ? "tall" : aspect < WIDE ? "wide" : "square";
    }
  }
}
