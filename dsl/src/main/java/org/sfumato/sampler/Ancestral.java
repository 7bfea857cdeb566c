package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.diffusion.Grid;

/**
 * Ancestral sampling: a step down to σ_down without noise, then noise of σ_up, with σ_up² + σ_down²
 * = σ'². With η = 1, σ_up² = σ'²(σ² − σ'²)/σ² is the exact posterior of the noising process (Ho et
 * al. 2020; Song et al. 2021 for VE); with η = 0 it is Euler's step.
 */
public record Ancestral(int steps, double eta, Optional<Grid> grid) implements Sampler {
  public Ancestral {
    Sampler.check(steps);
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException(
          "η lies between 0 (no noise) and 1 (ancestral), not " + eta);
    }
  }

  /** How much of the ancestral noise is added. */
  public Ancestral eta(double share) {
    return new Ancestral(steps, share, grid);
  }

  @Override
  public Ancestral grid(Grid g) {
    return new Ancestral(steps, eta, Optional.of(g));
  }

  @Override
  public List<String> streams() {
    return eta > 0 ? List.of(Stage.NOISE) : List.of();
  }

  @Override
  public NDArray step(Stage s) {
    return step(s, eta);
  }

  static NDArray step(Stage s, double eta) {
    var d = s.denoise(s.x(), s.sigma());
    if (s.next() == 0) {
      return d;
    }
    double v = s.sigma() * s.sigma();
    double w = s.next() * s.next();
    double up = eta * Math.sqrt(w * (v - w) / v);
    double down = Math.sqrt(w - up * up);
    var mean = d.add(s.x().sub(d).mul(down / s.sigma()));
    return up == 0 ? mean : mean.add(s.noise().mul(up));
  }

  @Override
  public String equation() {
    return "x' = \\tilde D + \\tfrac{\\sigma_\\downarrow}{\\sigma}(x - \\tilde D) + \\sigma_\\uparrow z,\\quad \\sigma_\\uparrow = %s\\sqrt{\\sigma'^2(\\sigma^2-\\sigma'^2)/\\sigma^2}"
        .formatted(eta == 1 ? "" : Numbers.text(eta) + "\\,");
  }

  @Override
  public String text() {
    return Sampler.text(
        "ancestral", steps, eta == 1 ? "" : ".eta(" + Numbers.text(eta) + ")", grid);
  }

  @Override
  public String toString() {
    return text();
  }
}
