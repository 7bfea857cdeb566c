package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Step;

/**
 * The whole image is replaced by the means of its blocks of r×r pixels with probability p, and is
 * left as it is otherwise (Daras et al. 2023): A is a projection, its singular values are 0 and 1.
 *
 * @param r side of a block in pixels
 * @param p probability of being averaged, in [0, 1]
 * @param oneForAll whether all images are averaged or none is
 */
public record Averaging(int r, double p, boolean oneForAll, long seed) implements Linear {
  public Averaging {
    if (r < 1) {
      throw new IllegalArgumentException(
          "averaging(r, p) needs blocks of at least one pixel, not " + r);
    }
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "averaging(r, p) needs the probability that an image is averaged, from 0 to 1, not "
              + Numbers.text(p));
    }
  }

  /** All images are averaged, or none is. */
  public Averaging shared() {
    return new Averaging(r, p, true, seed);
  }

  @Override
  public Averaging seed(long seed) {
    return new Averaging(r, p, oneForAll, seed);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var whole = whole(x, s);
    var means = blocks().spread(blocks().means(x));
    return x.mul(whole).add(means.mul(whole.mul(-1).add(1)));
  }

  /** 1 for an image that is left as it is and 0 for one that is averaged, {@code [n, 1, 1, 1]}. */
  private NDArray whole(NDArray x, Step s) {
    var step = oneForAll ? new SharedStep(s, seed) : s;
    return Draws.each(step, "corruption").gte(p).toType(x.getDataType(), false);
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return of(y, s);
  }

  /** U = V reflects each block so that its first coefficient is its mean, the only one left. */
  @Override
  public Optional<Svd> svd() {
    return Optional.of(
        new Svd() {
          @Override
          public NDArray values(NDArray like, Step s) {
            return blocks().first(like).maximum(whole(like, s));
          }

          @Override
          public NDArray coefficients(NDArray x, Step s) {
            return blocks().reflected(x);
          }

          @Override
          public NDArray images(NDArray c, Step s) {
            return blocks().reflected(c);
          }

          @Override
          public NDArray measured(NDArray y, Step s) {
            return blocks().reflected(y).mul(values(y, s));
          }

          @Override
          public NDArray measurements(NDArray c, Step s) {
            return blocks().reflected(c.mul(values(c, s)));
          }

          @Override
          public NDArray share(NDArray c, Step s) {
            return blocks().share(c);
          }
        });
  }

  private Blocks blocks() {
    return new Blocks(r);
  }

  @Override
  public Optional<String> blind() {
    return r > 1 && (p == 1 || (oneForAll && p > 0))
        ? Optional.of(text() + " leaves nothing but the means of blocks of any image")
        : Optional.empty();
  }

  @Override
  public Optional<String> indivisible() {
    return Optional.of(Whole.sentence(text(), "an image is averaged as a whole"));
  }

  @Override
  public String equation(String x) {
    return "\\mathrm{mean}_{" + r + "\\times" + r + "}\\, " + x;
  }

  @Override
  public String text() {
    return "averaging("
        + r
        + ", "
        + Numbers.text(p)
        + ")"
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
