package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.diffusion.Grid;

/**
 * Heun's second-order step on the probability-flow ODE (Karras et al. 2022, algorithm 2); the last
 * step is Euler's. With {@code churn} the noise level is raised before each step by γ =
 * min(churn/n, √2 − 1).
 */
public record Heun(int steps, double churn, Optional<Grid> grid) implements Sampler {
  public Heun {
    Sampler.check(steps);
    if (!(churn >= 0)) {
      throw new IllegalArgumentException("churn is a number from 0 up, not " + churn);
    }
  }

  /** Noise added back before each step, S_churn of the paper. */
  public Heun churn(double s) {
    return new Heun(steps, s, grid);
  }

  @Override
  public Heun grid(Grid g) {
    return new Heun(steps, churn, Optional.of(g));
  }

  @Override
  public boolean stochastic() {
    return churn > 0;
  }

  @Override
  public double highest(double sigma) {
    return sigma * (1 + Math.min(churn / steps, Math.sqrt(2) - 1));
  }

  @Override
  public int evaluations() {
    return 2 * steps - 1;
  }

  @Override
  public NDArray step(Stage s) {
    double sigma = s.sigma();
    var x = s.x();
    if (churn > 0) {
      double raised = highest(sigma);
      x = x.add(s.noise().mul(Math.sqrt(raised * raised - sigma * sigma)));
      sigma = raised;
    }
    var d = s.denoise(x, sigma);
    if (s.next() == 0) {
      return d;
    }
    double dt = s.next() - sigma;
    var slope = x.sub(d).div(sigma);
    var euler = x.add(slope.mul(dt));
    var there = euler.sub(s.denoise(euler, s.next())).div(s.next());
    return x.add(slope.add(there).mul(dt / 2));
  }

  @Override
  public String equation() {
    return "x' = x + (\\sigma' - \\sigma)\\,\\tfrac12\\Big(\\tfrac{x - \\tilde D(x;\\sigma)}{\\sigma} + \\tfrac{x_E - \\tilde D(x_E;\\sigma')}{\\sigma'}\\Big)";
  }

  @Override
  public String text() {
    return Sampler.text(
        "heun", steps, churn == 0 ? "" : ".churn(" + Numbers.text(churn) + ")", grid);
  }

  @Override
  public String toString() {
    return text();
  }
}
