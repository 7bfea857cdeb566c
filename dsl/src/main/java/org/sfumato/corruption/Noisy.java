package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.NoiseLaw;
import org.sfumato.Step;

/** A corruption and the noise that its measurements carry; {@code of} is the part without noise. */
record Noisy(Structured inner, NoiseLaw law) implements Wrapped {
  static Noisy of(Corruption inner, NoiseLaw noise) {
    if (inner.noiseLevel() > 0) {
      throw new IllegalArgumentException(
          inner.text() + " has noise already; add noise once, with the level it should have");
    }
    return new Noisy(Structured.of(inner), noise);
  }

  /**
   * The measurements with noise. What was never measured gets none: its 0 says "nothing here", and
   * noise there would count as data.
   *
   * @param clean A x
   * @param images the step of the images, for the masks
   * @param measured the same step in the shape of the measurements, for the noise
   */
  NDArray disturbed(NDArray clean, Step images, Step measured) {
    var noisy = law.of(clean, measured);
    return clean.add(noisy.sub(clean).mul(inner.measured(clean, images)));
  }

  @Override
  public Optional<NoiseLaw> noise() {
    return Optional.of(law);
  }

  @Override
  public double noiseLevel() {
    return law.level();
  }

  @Override
  public Structured seed(long seed) {
    return new Noisy(inner.seed(seed), law);
  }

  @Override
  public Optional<String> latex() {
    return Optional.of("y = " + law.equation(inner.equation("x")));
  }

  @Override
  public String text() {
    return inner.text() + ".plus(" + law.text() + ")";
  }
}
