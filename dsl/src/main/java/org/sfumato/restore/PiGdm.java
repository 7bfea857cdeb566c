package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.sampler.Stage;

/**
 * Pseudo-inverse guidance (Song et al. 2023): the residual is led back by A⁺, or with noise by Aᵀ(A
 * Aᵀ + ρI)⁻¹, ρ = σ_y²/r², before it is pulled through the denoiser. r² = σ²/(1 + σ²) in the
 * network's range is the variance that data of unit variance would have given x; in [0, 1] units ρ
 * = σ_y²(1 + 4σ²)/σ².
 *
 * @param eta the share of new noise
 */
public record PiGdm(Prior prior, Settings settings, double eta) implements Stepped<PiGdm> {
  private static final int STEPS = 100;
  private static final double ETA = .2;

  public PiGdm {
    Stepped.share("η", eta);
  }

  static PiGdm of(Prior prior) {
    return new PiGdm(prior, Settings.of(STEPS), ETA);
  }

  /** The share of each level's noise that is new. */
  public PiGdm eta(double share) {
    return new PiGdm(prior, settings, share);
  }

  @Override
  public PiGdm with(Settings other) {
    return new PiGdm(prior, other, eta);
  }

  @Override
  public boolean stochastic() {
    return eta > 0;
  }

  @Override
  public NDArray step(Stage s, Problem p) {
    double v = s.sigma() * s.sigma();
    double ridge = p.noise() * p.noise() * (1 + 4 * v) / v;
    var pulled = s.pull(s.x(), s.sigma(), d -> p.correction(p.residual(d, s.at()), ridge, s.at()));
    var d = pulled.denoised();
    var eps = s.x().sub(d).div(s.sigma());
    return Stepped.renoised(s, d, eps, eta).add(pulled.gradient());
  }

  @Override
  public String text() {
    return text("piGdm", STEPS, eta == ETA ? "" : ".eta(" + Numbers.text(eta) + ")");
  }

  @Override
  public Optional<String> latex() {
    return lines(
        "x' &= \\hat x_0 + \\sigma'\\Big(\\sqrt{1 - \\eta^2}\\;\\tfrac{x - \\hat x_0}{\\sigma} + \\eta z\\Big) + \\Big(\\tfrac{\\partial \\hat x_0}{\\partial x}\\Big)^{\\top} A^{\\top}(A A^{\\top} + \\rho I)^{-1}(y - A \\hat x_0),\\quad \\hat x_0 = D(x;\\sigma)",
        "\\rho &= \\sigma_y^2\\,\\tfrac{1 + 4\\sigma^2}{\\sigma^2},\\quad \\eta = "
            + Numbers.text(eta));
  }

  @Override
  public String toString() {
    return text();
  }
}
