package org.sfumato;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * What was done to an image: y = A(x) + noise. The one method says what it does to a batch; masks
 * and noise come from {@link Step#uniform} and {@link Step#normal}, keyed by the image's identity,
 * so the same image is always corrupted in the same way.
 */
@FunctionalInterface
public interface Corruption extends Shown {
  /**
   * A x, without noise.
   *
   * @param x images, {@code [n, C, H, W]}
   * @param s gives the random numbers of these images
   * @return measurements, any shape {@code [n, …]} of four dimensions
   */
  NDArray of(NDArray x, Step s);

  @Override
  default String text() {
    var simple = getClass().getSimpleName();
    return simple.isEmpty() || getClass().isHidden() || getClass().isSynthetic()
        ? "corruption"
        : simple;
  }

  /** The operator in LaTeX, applied to {@code x}. */
  default String equation(String x) {
    return "A\\," + x;
  }

  @Override
  default Optional<String> latex() {
    return Optional.of(
        "y = "
            + equation("x")
            + (noiseLevel() > 0 ? " + " + Numbers.text(noiseLevel()) + "\\, n" : ""));
  }

  /** Standard deviation of the noise it adds, in [0, 1] units. */
  default double noiseLevel() {
    return 0;
  }

  /** What its noise level leaves unsaid, such as that it differs from pixel to pixel. */
  default Optional<String> noiseNote() {
    return Optional.empty();
  }

  /** The seed of its masks and noise. */
  default long seed() {
    return 0;
  }

  /** This corruption, then {@code next} on what it measures. */
  default Corruption then(Corruption next) {
    return Laboratory.found().chained(this, next);
  }

  /** With noise, only where something is measured at all. Noise comes last. */
  default Corruption plus(NoiseLaw noise) {
    return Laboratory.found().noisy(this, noise);
  }

  /**
   * With more hidden: every measured entry is hidden with probability {@code delta}, so that (1 −
   * p)(1 − δ) survive. Learning from corrupted images predicts what was measured from what is left.
   */
  default Corruption further(double delta) {
    return Laboratory.found().further(this, delta);
  }

  /** The same corruption with other masks and other noise. */
  default Corruption seed(long seed) {
    return Laboratory.found().seeded(this, seed);
  }

  /** Corrupts images. */
  default Measurements apply(Images x) {
    return Laboratory.found().measure(this, x);
  }
}
