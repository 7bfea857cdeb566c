package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.NoiseLaw;
import org.sfumato.Step;

/** A corruption and the noise that its measurements carry; {@code of} is the part without noise. */
record Noisy(Structured law, NoiseLaw noise) implements Structured {
  static Noisy of(Corruption law, NoiseLaw noise) {
    if (law.noiseLevel() > 0) {
      throw new IllegalArgumentException(
          law.text() + " has noise already; add noise once, with the level it should have");
    }
    return new Noisy(Structured.of(law), noise);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return law.of(x, s);
  }

  /**
   * The measurements with noise. What was never measured gets none, where that is known: its 0 says
   * "nothing here", and noise there would count as data.
   *
   * @param clean A x
   * @param ones the variances of the pixels, all 1, in the shape of the images
   * @param images the step of the images, for the masks
   * @param measured the same step in the shape of the measurements, for the noise
   */
  NDArray disturbed(NDArray clean, NDArray ones, Step images, Step measured) {
    var noisy = noise.of(clean, measured);
    return law.variance(ones, images)
        .map(v -> clean.add(noisy.sub(clean).mul(v.gt(0).toType(clean.getDataType(), false))))
        .orElse(noisy);
  }

  @Override
  public boolean linear() {
    return law.linear();
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return law.adjoint(y, s);
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return law.variance(v, s);
  }

  @Override
  public Optional<Svd> svd() {
    return law.svd();
  }

  @Override
  public double noiseLevel() {
    return noise.level();
  }

  @Override
  public long seed() {
    return law.seed();
  }

  @Override
  public Structured seed(long seed) {
    return new Noisy(law.seed(seed), noise);
  }

  @Override
  public String equation(String x) {
    return law.equation(x);
  }

  @Override
  public String text() {
    return law.text() + ".plus(" + noise.text() + ")";
  }
}
