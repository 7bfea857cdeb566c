package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.NoiseLaw;
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
    law.indivisible()
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
  }

  /**
   * 1 where a measurement is kept and 0 where it is hidden.
   *
   * @param y in the shape of the measurements
   * @return broadcastable to {@code y}
   */
  public NDArray kept(NDArray y, Step s) {
    return more.map(mask -> mask.seen(y, new Apart(s, "further ")))
        .orElseGet(
            () -> law.entries(y, s.uniform("further")).gte(delta).toType(y.getDataType(), false));
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

  /**
   * What is hidden is no longer measured; known where each measurement is one coefficient, as with
   * masks and rows of an orthonormal transform.
   */
  @Override
  public Optional<Svd> svd() {
    return law.svd().filter(Svd::entrywise).map(svd -> new KeptSvd(svd, this::kept));
  }

  /** Where no decomposition is known, the mean over what is hidden. */
  @Override
  public NDArray visibility(NDArray like, Step s) {
    return svd()
        .map(svd -> Visibility.of(svd, like, s))
        .orElseGet(() -> law.visibility(like, s).mul(1 - delta));
  }

  @Override
  public NDArray measured(NDArray y, Step s) {
    return law.measured(y, s).mul(kept(y, s));
  }

  /** Whatever is measured at all is still measured in some visits. */
  @Override
  public Optional<String> blind() {
    return law.blind();
  }

  @Override
  public Optional<String> blind(int h, int w) {
    return law.blind(h, w);
  }

  @Override
  public Optional<NoiseLaw> noise() {
    return law.noise();
  }

  @Override
  public NDArray entries(NDArray y, NDArray u) {
    return law.entries(y, u);
  }

  @Override
  public NDArray shown(NDArray y, Step s) {
    return law.shown(y, s);
  }

  @Override
  public String shownAs() {
    return law.shownAs();
  }

  @Override
  public double noiseLevel() {
    return law.noiseLevel();
  }

  @Override
  public Optional<String> noiseNote() {
    return law.noiseNote();
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
