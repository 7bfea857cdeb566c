package org.sfumato.metric;

import java.util.Arrays;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.SetMetric;
import org.sfumato.engine.Chunks;

/**
 * The share of images that come nearer to a training image than a threshold allows.
 *
 * @param nearest the largest cosine of each
 * @param threshold between −1 and 1
 */
public record Memorised(Memorisation nearest, double threshold) implements SetMetric {
  public Memorised {
    if (!(threshold > -1 && threshold < 1)) {
      throw new IllegalArgumentException(
          "a threshold of cosines lies between -1 and 1, not at " + Numbers.text(threshold));
    }
  }

  @Override
  public double ofAll(Images x) {
    if (x.size() == 0) {
      throw new IllegalArgumentException("there is no image in " + x.expression());
    }
    var cosines = Chunks.perImage(x, 0, nearest::of);
    return Arrays.stream(cosines).filter(c -> c > threshold).count() / (double) cosines.length;
  }

  @Override
  public String name() {
    return "memorised";
  }

  @Override
  public String variant() {
    return "share above %s, %s".formatted(Numbers.text(threshold), nearest.variant());
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
