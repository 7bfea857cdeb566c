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
 * @param counted whether exactly ⌊pN⌋ of the N pixels are hidden
 * @param separate whether each channel is hidden by a mask of its own
 * @param oneForAll whether all images have the same mask
 */
public record Missing(double p, boolean counted, boolean separate, boolean oneForAll, long seed)
    implements Mask {
  public Missing {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "missing(p) needs the probability that a pixel is hidden, from 0 to 1, not "
              + Numbers.text(p));
    }
  }

  /** Exactly ⌊pN⌋ of N pixels are hidden, all such choices being equally likely. */
  public Missing exact() {
    return new Missing(p, true, separate, oneForAll, seed);
  }

  /**
   * Each channel has a mask of its own. A pixel that is hidden in one channel is then often seen in
   * another, from which it can be guessed: an easier problem.
   */
  public Missing perChannel() {
    return new Missing(p, counted, true, oneForAll, seed);
  }

  /** One mask for all images. */
  public Missing shared() {
    return new Missing(p, counted, separate, true, seed);
  }

  @Override
  public Missing seed(long seed) {
    return new Missing(p, counted, separate, oneForAll, seed);
  }

  @Override
  public NDArray seen(NDArray x, Step s) {
    var step = oneForAll ? new SharedStep(s, seed) : s;
    var u = separate ? Draws.all(step, "corruption", x) : Draws.plane(step, "corruption", x);
    if (!counted) {
      return u.gte(p).toType(x.getDataType(), false);
    }
    long pixels = x.getShape().get(2) * x.getShape().get(3);
    var places = Draws.ranks(u.reshape(u.getShape().get(0), u.getShape().get(1), pixels));
    return places.gte(hidden(p, pixels)).toType(x.getDataType(), false).reshape(u.getShape());
  }

  /** ⌊pN⌋, where a product such as 0.29 · 100 means 29 although it is a little less in binary. */
  private static long hidden(double p, long pixels) {
    return (long) Math.floor(p * pixels + 1e-9 * pixels);
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
        + (counted ? ".exact()" : "")
        + (separate ? ".perChannel()" : "")
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
