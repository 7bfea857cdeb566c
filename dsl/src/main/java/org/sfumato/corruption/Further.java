package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Step;

/**
 * A corruption with more hidden (Daras et al. 2023): each measured entry is hidden with probability
 * δ, in all its channels at once, so that (1 − δ) of what was measured survives. Its random numbers
 * are the stream "further", apart from those of the corruption itself: around a corruption that is
 * {@link Realised}, the measured entries stay and what more is hidden changes with each visit.
 *
 * @param law what was done to the images
 * @param delta δ, the probability that a measured entry is hidden; 0 if {@code more} hides them
 * @param more what hides more of them, where single entries would not do: where A leaves a hole
 *     that shows, only another hole like it lets one learn what is in the first
 */
public record Further(Structured law, double delta, Optional<Mask> more) implements Structured {
  /** Single entries are hidden. */
  public Further(Structured law, double delta) {
    this(law, delta, Optional.empty());
  }

  public Further {
    if (!(delta >= 0 && delta < 1)) {
      throw new IllegalArgumentException(
          "further(δ) needs the probability that a measured entry is hidden, from 0 to below 1, not "
              + Numbers.text(delta));
    }
  }

  /**
   * 1 where a measurement is kept and 0 where it is hidden.
   *
   * @param y in the shape of the measurements
   * @return {@code [n, 1, h, w]}
   */
  public NDArray kept(NDArray y, Step s) {
    return more.map(mask -> mask.seen(y, new Apart(s, "further ")))
        .orElseGet(() -> Draws.plane(s, "further", y).gte(delta).toType(y.getDataType(), false));
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var y = law.of(x, s);
    return y.mul(kept(y, s));
  }

  @Override
  public boolean linear() {
    return law.linear();
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return law.adjoint(y.mul(kept(y, s)), s);
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return law.variance(v, s).map(y -> y.mul(kept(y, s)));
  }

  @Override
  public double noiseLevel() {
    return law.noiseLevel();
  }

  @Override
  public long seed() {
    return law.seed();
  }

  @Override
  public Structured seed(long seed) {
    return new Further(law.seed(seed), delta, more);
  }

  @Override
  public String equation(String x) {
    return more.map(mask -> mask.equation(law.equation(x)))
        .orElseGet(() -> "b_{" + Numbers.text(delta) + "} \\odot " + law.equation(x));
  }

  @Override
  public String text() {
    return law.text()
        + ".further("
        + more.map(Mask::text).orElseGet(() -> Numbers.text(delta))
        + ")";
  }
}
