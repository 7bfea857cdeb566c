package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.PerImage;

/**
 * A term of the user's own.
 *
 * @param f one value per image, from the denoised images and the step
 * @param ascended whether more is better, as a reward says
 */
record Energy(String name, PerImage f, boolean ascended) implements Term {
  Energy {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "an energy needs a name to be shown by in equations and charts");
    }
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var value = PerImage.checked(f.of(x0, s), label(), x0.getShape().get(0));
    return ascended ? value.neg() : value;
  }

  /** How errors call it. */
  String label() {
    return (ascended ? "reward" : "energy") + " \"" + name + "\"";
  }

  @Override
  public String equation(String x) {
    return (ascended ? "-" : "") + Latex.name(name) + "(" + x + ")";
  }

  @Override
  public String text() {
    return (ascended ? "reward" : "energy") + "(\"" + name + "\", …)";
  }
}
