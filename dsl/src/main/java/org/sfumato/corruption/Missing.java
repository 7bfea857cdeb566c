package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Step;

/**
 * Each pixel is hidden with probability p, in all its channels at once, independently of the
 * others: one mask per image, keyed by the image's identity.
 *
 * @param p probability of being hidden, in [0, 1]
 * @param oneForAll whether all images have the same mask
 */
public record Missing(double p, boolean oneForAll, long seed) implements Mask {
  public Missing {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "missing(p) needs the probability that a pixel is hidden, from 0 to 1, not "
              + Numbers.text(p));
    }
  }

  /** One mask for all images. */
  public Missing shared() {
    return new Missing(p, true, seed);
  }

  @Override
  public Missing seed(long seed) {
    return new Missing(p, oneForAll, seed);
  }

  @Override
  public NDArray seen(NDArray x, Step s) {
    var step = oneForAll ? new SharedStep(s, seed) : s;
    return Draws.plane(step, "corruption", x).gte(p).toType(x.getDataType(), false);
  }

  @Override
  public Optional<String> blind() {
    if (p == 1) {
      return Optional.of(text() + " hides every pixel of every image");
    }
    return oneForAll && p > 0
        ? Optional.of(text() + " hides the same pixels of all images")
        : Optional.empty();
  }

  @Override
  public String equation(String x) {
    return "m_{" + Numbers.text(p) + "} \\odot " + x;
  }

  @Override
  public String text() {
    return "missing("
        + Numbers.text(p)
        + ")"
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
