package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.sampler.Stage;

/**
 * Plug-and-play restoration by a denoiser (DiffPIR, Zhu et al. 2023): x̂₀ is moved to the image
 * that is near both it and the measurements, argmin ‖y − A x‖² + ρ‖x − D‖² with ρ = 2λσ_y²/σ², and
 * then noised again. No gradient runs through the network. Without noise ρ is 0, and x̂₀ is the
 * nearest image that was measured as y.
 *
 * @param lambda λ, how much the denoiser is trusted
 * @param zeta ζ, the share of new noise by variance; 1 is all of it
 */
public record DiffPir(Prior prior, Settings settings, double lambda, double zeta)
    implements Stepped<DiffPir> {
  private static final int STEPS = 100;
  private static final double LAMBDA = 8;

  public DiffPir {
    if (!(lambda > 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException("λ is a number above 0, not " + Numbers.text(lambda));
    }
    Stepped.share("ζ", zeta);
  }

  static DiffPir of(Prior prior) {
    return new DiffPir(prior, Settings.of(STEPS), LAMBDA, 1);
  }

  /** How much the denoiser is trusted against noisy measurements. */
  public DiffPir lambda(double trust) {
    return new DiffPir(prior, settings, trust, zeta);
  }

  /** The share of each level's noise that is new, by variance. */
  public DiffPir zeta(double share) {
    return new DiffPir(prior, settings, lambda, share);
  }

  @Override
  public DiffPir with(Settings other) {
    return new DiffPir(prior, other, lambda, zeta);
  }

  @Override
  public boolean stochastic() {
    return zeta > 0;
  }

  @Override
  public NDArray step(Stage s, Problem p) {
    double ridge = 2 * lambda * p.noise() * p.noise() / (s.sigma() * s.sigma());
    var d = s.denoise(s.x(), s.sigma());
    var x0 = d.add(p.correction(p.residual(d, s.at()), ridge, s.at()));
    var eps = s.x().sub(x0).div(s.sigma());
    return Stepped.renoised(s, x0, eps, Math.sqrt(zeta));
  }

  @Override
  public String text() {
    return text(
        "diffPir",
        STEPS,
        (lambda == LAMBDA ? "" : ".lambda(" + Numbers.text(lambda) + ")")
            + (zeta == 1 ? "" : ".zeta(" + Numbers.text(zeta) + ")"));
  }

  @Override
  public Optional<String> latex() {
    return lines(
        "\\hat x_0 &= \\arg\\min_u \\lVert y - A u \\rVert^2 + \\rho \\lVert u - D(x;\\sigma) \\rVert^2,\\quad \\rho = 2 \\cdot %s\\,\\sigma_y^2/\\sigma^2"
            .formatted(Numbers.text(lambda)),
        "x' &= \\hat x_0 + \\sigma'\\Big(\\sqrt{1 - \\zeta}\\;\\tfrac{x - \\hat x_0}{\\sigma} + \\sqrt{\\zeta}\\; z\\Big),\\quad \\zeta = "
            + Numbers.text(zeta));
  }

  @Override
  public String toString() {
    return text();
  }
}
