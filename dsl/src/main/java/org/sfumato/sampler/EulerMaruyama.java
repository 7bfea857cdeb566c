package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
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
  public boolean stochastic() {
    return true;
  }

  @Override
  public NDArray step(Stage s) {
    var d = s.denoise(s.x(), s.sigma());
    if (s.next() == 0) {
      return d;
    }
    double v = s.sigma() * s.sigma();
    double lost = v - s.next() * s.next();
    return s.x().add(d.sub(s.x()).mul(lost / v)).add(s.noise().mul(Math.sqrt(lost)));
  }

  @Override
  public String equation() {
    return "x' = x + (\\sigma^2 - \\sigma'^2)\\,\\tfrac{\\tilde D - x}{\\sigma^2} + \\sqrt{\\sigma^2 - \\sigma'^2}\\; z";
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
