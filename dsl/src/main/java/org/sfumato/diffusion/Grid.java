package org.sfumato.diffusion;

import org.sfumato.Numbers;
import org.sfumato.Shown;

/**
 * Where a run stops on its way down: from its start to the path's smallest σ in n − 1 intervals,
 * then one more to 0.
 */
public interface Grid extends Shown {
  /** The σ at a share of the way, 0 at {@code start} and 1 at the path's smallest σ. */
  double at(double share, Sde path, double start);

  /** n + 1 noise levels: start = σ₀ … σₙ₋₁ = the path's smallest, σₙ = 0. */
  default double[] sigmas(Sde path, double start, int n) {
    var sigmas = new double[n + 1];
    for (int i = 0; i < n; i++) {
      sigmas[i] = i == 0 ? start : i == n - 1 ? path.sigmaMin() : at(i / (n - 1.0), path, start);
    }
    return sigmas;
  }

  /** Even in σ^(1/ρ) (Karras et al. 2022). */
  record Karras(double rho) implements Grid {
    public Karras {
      if (!(rho > 0)) {
        throw new IllegalArgumentException("karras(ρ) needs a ρ above 0, not " + Numbers.text(rho));
      }
    }

    @Override
    public double at(double share, Sde path, double start) {
      double a = Math.pow(start, 1 / rho);
      double b = Math.pow(path.sigmaMin(), 1 / rho);
      return Math.pow(a + share * (b - a), rho);
    }

    @Override
    public String text() {
      return "karras(" + Numbers.text(rho) + ")";
    }
  }

  /** Even in ln σ. */
  record Geometric() implements Grid {
    @Override
    public double at(double share, Sde path, double start) {
      return start * Math.pow(path.sigmaMin() / start, share);
    }

    @Override
    public String text() {
      return "geometric()";
    }
  }

  /** Even in the path's own time. */
  record Uniform() implements Grid {
    @Override
    public double at(double share, Sde path, double start) {
      double t = path.time(start);
      return path.sigma(t + share * (path.time(path.sigmaMin()) - t));
    }

    @Override
    public String text() {
      return "uniform()";
    }
  }
}
