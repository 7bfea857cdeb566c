package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.sfumato.diffusion.Grid;

/**
 * DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): the ODE in λ = −ln σ solved with D̃ extrapolated
 * from this interval and the one before, one evaluation a step, second order. With {@code
 * stochastic()} it is SDE-DPM-Solver++(2M) of the same paper. The first step is of first order, for
 * nothing lies before it, and so is the last: it goes to σ = 0, where λ is infinite and both give
 * D̃.
 *
 * @param noisy whether it solves the reverse SDE instead of the ODE
 */
public record DpmSolver(int steps, boolean noisy, Optional<Grid> grid) implements Sampler {
  public DpmSolver {
    Sampler.check(steps);
  }

  /** On the reverse SDE: SDE-DPM-Solver++(2M). */
  public DpmSolver stochastic() {
    return new DpmSolver(steps, true, grid);
  }

  @Override
  public DpmSolver grid(Grid g) {
    return new DpmSolver(steps, noisy, Optional.of(g));
  }

  @Override
  public List<String> streams() {
    return noisy ? List.of(Stage.NOISE) : List.of();
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  public NDArray step(Stage s) {
    var d = s.denoise(s.x(), s.sigma());
    if (s.next() == 0) {
      return d;
    }
    double shrunk = s.next() / s.sigma(); // e^(−h)
    double kept = noisy ? shrunk * shrunk : shrunk;
    var ahead = s.past().map(past -> extrapolated(d, past, s)).orElse(d);
    var mean = s.x().mul(kept).add(ahead.mul(1 - kept));
    return noisy ? mean.add(s.noise().mul(s.next() * Math.sqrt(1 - kept))) : mean;
  }

  /** D̃ in the middle of the interval, on a line in λ through the one before: D + (D − D₋)/2r. */
  private static NDArray extrapolated(NDArray d, Stage.Past past, Stage s) {
    double r = Math.log(past.sigma() / s.sigma()) / Math.log(s.sigma() / s.next());
    return d.add(d.sub(past.denoised()).mul(1 / (2 * r)));
  }

  @Override
  public String equation() {
    var extrapolation =
        ",\\quad \\bar D = \\tilde D + \\tfrac{1}{2r}(\\tilde D - \\tilde D_{-}),\\quad r = \\tfrac{\\ln(\\sigma_{-}/\\sigma)}{\\ln(\\sigma/\\sigma')}";
    return noisy
        ? "x' = \\tfrac{\\sigma'^2}{\\sigma^2}\\, x + \\Big(1 - \\tfrac{\\sigma'^2}{\\sigma^2}\\Big) \\bar D + \\sigma'\\sqrt{1 - \\tfrac{\\sigma'^2}{\\sigma^2}}\\; z"
            + extrapolation
        : "x' = \\tfrac{\\sigma'}{\\sigma}\\, x + \\Big(1 - \\tfrac{\\sigma'}{\\sigma}\\Big) \\bar D"
            + extrapolation;
  }

  @Override
  public String text() {
    return Sampler.text("dpmSolver", steps, noisy ? ".stochastic()" : "", grid);
  }

  @Override
  public String toString() {
    return text();
  }
}
