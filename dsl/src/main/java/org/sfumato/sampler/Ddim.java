package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.diffusion.Grid;

/**
 * DDIM (Song, Meng and Ermon 2021, equations 12 and 16) in x_VE = x_VP/√ᾱ. With σ² = (1 − ᾱ)/ᾱ its
 * update √ᾱ' D + √(1 − ᾱ' − s²) ε + s z, s = η √((1 − ᾱ')/(1 − ᾱ)) √(1 − ᾱ/ᾱ'), divided by √ᾱ', is
 * x' = D + √(σ'² − s²)(x − D)/σ + s z with s = η σ' √(σ² − σ'²)/σ. So η = 0 is {@link Euler}'s step
 * on the probability-flow ODE in x_VE, exactly, and η = 1 is {@link Ancestral}. What sets one apart
 * from the other is the grid: DDIM's own is even in the discrete t of its VP path.
 */
public record Ddim(int steps, double eta, Optional<Grid> grid) implements Sampler {
  public Ddim {
    Sampler.check(steps);
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException(
          "η lies between 0 (no noise) and 1 (ancestral), not " + Numbers.text(eta));
    }
  }

  /** How much of the ancestral noise is added: 0 for none. */
  public Ddim eta(double share) {
    return new Ddim(steps, share, grid);
  }

  @Override
  public Ddim grid(Grid g) {
    return new Ddim(steps, eta, Optional.of(g));
  }

  @Override
  public List<String> streams() {
    return eta > 0 ? List.of(Stage.NOISE) : List.of();
  }

  @Override
  public NDArray step(Stage s) {
    return Ancestral.step(s, eta);
  }

  @Override
  public String equation() {
    if (eta == 0) {
      return "x' = \\tilde D + \\sigma'\\,\\tfrac{x - \\tilde D}{\\sigma}";
    }
    return "x' = \\tilde D + \\sqrt{\\sigma'^2 - s^2}\\;\\tfrac{x - \\tilde D}{\\sigma} + s\\, z,\\quad s = %s\\tfrac{\\sigma'}{\\sigma}\\sqrt{\\sigma^2 - \\sigma'^2}"
        .formatted(eta == 1 ? "" : Numbers.text(eta) + "\\,");
  }

  @Override
  public String text() {
    return Sampler.text("ddim", steps, eta == 0 ? "" : ".eta(" + Numbers.text(eta) + ")", grid);
  }

  @Override
  public String toString() {
    return text();
  }
}
