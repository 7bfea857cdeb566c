package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.diffusion.Grid;

/**
 * Euler's step on the probability-flow ODE, dx/dσ = (x − D)/σ: x' = D + (σ'/σ)(x − D). First order.
 */
public record Euler(int steps, Optional<Grid> grid) implements Sampler {
  public Euler {
    Sampler.check(steps);
  }

  @Override
  public Euler grid(Grid g) {
    return new Euler(steps, Optional.of(g));
  }

  @Override
  public NDArray step(Stage s) {
    var d = s.denoise(s.x(), s.sigma());
    return s.next() == 0 ? d : d.add(s.x().sub(d).mul(s.next() / s.sigma()));
  }

  @Override
  public String equation() {
    return "x' = \\tilde D + \\tfrac{\\sigma'}{\\sigma}\\,(x - \\tilde D)";
  }

  @Override
  public String text() {
    return Sampler.text("euler", steps, "", grid);
  }

  @Override
  public String toString() {
    return text();
  }
}
