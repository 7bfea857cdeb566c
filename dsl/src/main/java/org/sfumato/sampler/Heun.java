package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.diffusion.Grid;

/**
 * Heun's second-order step on the probability-flow ODE; the last step is Euler's. With {@code
 * churn} it is algorithm 2 of Karras et al. 2022: before each step the noise level is raised to σ̂
 * = (1 + γ)σ by noise of standard deviation S_noise, γ = min(churn/n, √2 − 1) where S_min ≤ σ ≤
 * S_max and 0 elsewhere.
 *
 * @param churn S_churn, 0 for none
 * @param low S_min, in [0, 1] units: half of what is quoted for images in [−1, 1]
 * @param high S_max, likewise
 * @param noiseScale S_noise
 */
public record Heun(
    int steps, double churn, double low, double high, double noiseScale, Optional<Grid> grid)
    implements Sampler {
  public Heun {
    Sampler.check(steps);
    if (!(churn >= 0)) {
      throw new IllegalArgumentException("churn is a number from 0 up, not " + churn);
    }
    if (!(low >= 0 && low <= high)) {
      throw new IllegalArgumentException(
          "whileSigma(low, high) needs 0 ≤ low ≤ high, not %s and %s"
              .formatted(Numbers.text(low), Numbers.text(high)));
    }
    if (!(noiseScale > 0) || Double.isInfinite(noiseScale)) {
      throw new IllegalArgumentException(
          "the scale of the noise is a number above 0, 1 for noise as it should be, not "
              + Numbers.text(noiseScale));
    }
  }

  /** Noise added back before each step, S_churn of the paper. */
  public Heun churn(double s) {
    return new Heun(steps, s, low, high, noiseScale, grid);
  }

  /** Churns only where the noise level lies in [low, high], S_min and S_max of the paper. */
  public Heun whileSigma(double low, double high) {
    return new Heun(steps, churn, low, high, noiseScale, grid);
  }

  /**
   * The standard deviation of the noise that churning adds, S_noise of the paper, a little above 1.
   */
  public Heun noiseScale(double s) {
    return new Heun(steps, churn, low, high, s, grid);
  }

  @Override
  public Heun grid(Grid g) {
    return new Heun(steps, churn, low, high, noiseScale, Optional.of(g));
  }

  @Override
  public List<String> streams() {
    return churn > 0 ? List.of(Stage.NOISE) : List.of();
  }

  @Override
  public double highest(double sigma) {
    boolean churned = sigma >= low && sigma <= high;
    return churned ? sigma * (1 + Math.min(churn / steps, Math.sqrt(2) - 1)) : sigma;
  }

  @Override
  public int evaluations() {
    return 2 * steps - 1;
  }

  @Override
  public NDArray step(Stage s) {
    double sigma = highest(s.sigma());
    var x = s.x();
    if (sigma > s.sigma()) {
      double added = noiseScale * Math.sqrt(sigma * sigma - s.sigma() * s.sigma());
      x = x.add(s.noise().mul(added));
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
    if (churn == 0) {
      return heun("x", "\\sigma");
    }
    var where = bounded() ? "\\ \\text{for}\\ " + interval() : "";
    return heun("\\hat x", "\\hat\\sigma")
        + ",\\quad \\hat x = x + %s\\sqrt{\\hat\\sigma^2 - \\sigma^2}\\; z,\\quad \\hat\\sigma = (1 + \\min(\\tfrac{%s}{%d}, \\sqrt 2 - 1))\\,\\sigma%s"
            .formatted(
                noiseScale == 1 ? "" : Numbers.text(noiseScale) + "\\,",
                Numbers.text(churn),
                steps,
                where);
  }

  private static String heun(String x, String sigma) {
    return "x' = %1$s + (\\sigma' - %2$s)\\,\\tfrac{1}{2}\\Big(\\tfrac{%1$s - \\tilde D(%1$s;%2$s)}{%2$s} + \\tfrac{x_E - \\tilde D(x_E;\\sigma')}{\\sigma'}\\Big)"
        .formatted(x, sigma);
  }

  private boolean bounded() {
    return low > 0 || high < Double.POSITIVE_INFINITY;
  }

  private String interval() {
    return "%s \\le \\sigma%s"
        .formatted(Numbers.text(low), Double.isInfinite(high) ? "" : " \\le " + Numbers.text(high));
  }

  @Override
  public String text() {
    return Sampler.text(
        "heun",
        steps,
        (churn == 0 ? "" : ".churn(" + Numbers.text(churn) + ")")
            + (bounded()
                ? ".whileSigma(" + Numbers.text(low) + ", " + Numbers.text(high) + ")"
                : "")
            + (noiseScale == 1 ? "" : ".noiseScale(" + Numbers.text(noiseScale) + ")"),
        grid);
  }

  @Override
  public String toString() {
    return text();
  }
}
