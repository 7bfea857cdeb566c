package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.sfumato.diffusion.Grid;

/**
 * The reverse SDE by Euler–Maruyama, with the diffusion integrated exactly over the interval (Song
 * et al. 2021, reverse-diffusion predictor): x' = x + (σ² − σ'²) s + √(σ² − σ'²) z, s = (D − x)/σ².
 */
public record EulerMaruyama(int steps, Optional<Grid> grid) implements Sampler {
  public EulerMaruyama {
    Sampler.check(steps);
  }

  @Override
  public EulerMaruyama grid(Grid g) {
    return new EulerMaruyama(steps, Optional.of(g));
  }

  @Override
  public List<String> streams() {
    return List.of(Stage.NOISE);
  }

  @Override
  public NDArray step(Stage s) {
    return step(s, s.x());
  }

  /** From another state than the stage's. */
  static NDArray step(Stage s, NDArray x) {
    var d = s.denoise(x, s.sigma());
    if (s.next() == 0) {
      return d;
    }
    double v = s.sigma() * s.sigma();
    double lost = v - s.next() * s.next();
    return x.add(d.sub(x).mul(lost / v)).add(s.noise().mul(Math.sqrt(lost)));
  }

  @Override
  public String equation() {
    return equation("x", "\\tilde D");
  }

  static String equation(String x, String denoised) {
    return "x' = %1$s + (\\sigma^2 - \\sigma'^2)\\,\\tfrac{%2$s - %1$s}{\\sigma^2} + \\sqrt{\\sigma^2 - \\sigma'^2}\\; z"
        .formatted(x, denoised);
  }

  @Override
  public String text() {
    return Sampler.text("eulerMaruyama", steps, "", grid);
  }

  @Override
  public String toString() {
    return text();
  }
}
