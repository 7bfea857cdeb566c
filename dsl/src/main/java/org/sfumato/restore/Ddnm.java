package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.sampler.Stage;

/**
 * Denoising null-space model (Wang et al. 2023): x̂₀ = A⁺y + (I − A⁺A) D keeps what was measured
 * and takes the rest from the prior. With noise (DDNM+) each coefficient of A's singular value
 * decomposition takes the share λ = min(1, sσ'/σ_y) of its measurement, and the noise that it
 * brings, λσ_y/s, is left out of what is added.
 *
 * @param eta the share of new noise
 */
public record Ddnm(Prior prior, Settings settings, double eta) implements Stepped<Ddnm> {
  private static final int STEPS = 100;
  private static final double ETA = .85;

  public Ddnm {
    Stepped.share("η", eta);
  }

  static Ddnm of(Prior prior) {
    return new Ddnm(prior, Settings.of(STEPS), ETA);
  }

  /** The share of each level's noise that is new. */
  public Ddnm eta(double share) {
    return new Ddnm(prior, settings, share);
  }

  @Override
  public Ddnm with(Settings other) {
    return new Ddnm(prior, other, eta);
  }

  @Override
  public boolean stochastic() {
    return eta > 0;
  }

  @Override
  public void check(Problem p) {
    p.linear();
    if (p.noise() > 0) {
      p.svd();
    }
  }

  @Override
  public NDArray step(Stage s, Problem p) {
    var d = s.denoise(s.x(), s.sigma());
    var eps = s.x().sub(d).div(s.sigma());
    if (p.noise() > 0) {
      return noisy(s, p, d, eps);
    }
    var at = s.at();
    return Stepped.renoised(s, p.dagger(at).add(p.unmeasured(d, at)), eps, eta);
  }

  private NDArray noisy(Stage s, Problem p, NDArray d, NDArray eps) {
    if (s.next() == 0) {
      return d;
    }
    var at = s.at();
    var svd = p.svd();
    var values = svd.values(d, at);
    var seen = values.gt(0).toType(d.getDataType(), false);
    var inverse = seen.div(values.add(seen.mul(-1).add(1)));
    var share = values.mul(s.next() / p.noise()).minimum(1);
    var clean = svd.coefficients(d, at);
    var wanted = svd.measured(at.at(p.y()), at).mul(inverse);
    var x0 = clean.add(wanted.sub(clean).mul(share).mul(seen));
    double w = s.next() * s.next();
    var brought = share.mul(inverse).mul(p.noise()).square();
    var left = brought.mul(-1).add(w).maximum(0).sqrt();
    var mixed = svd.coefficients(eps, at).mul(Math.sqrt(1 - eta * eta));
    var noise = eta == 0 ? mixed : mixed.add(s.noise().mul(eta));
    return svd.images(x0.add(noise.mul(left)), at);
  }

  @Override
  public String text() {
    return text("ddnm", STEPS, eta == ETA ? "" : ".eta(" + Numbers.text(eta) + ")");
  }

  @Override
  public Optional<String> latex() {
    return lines(
        "\\hat x_0 &= D + \\lambda A^{+}(y - A D),\\quad D = D(x;\\sigma),\\quad \\lambda = \\min(1,\\, s\\sigma'/\\sigma_y),\\ \\lambda = 1\\ \\text{if}\\ \\sigma_y = 0",
        "x' &= \\hat x_0 + \\sqrt{\\sigma'^2 - \\lambda^2\\sigma_y^2/s^2}\\;\\Big(\\sqrt{1 - \\eta^2}\\;\\tfrac{x - D}{\\sigma} + \\eta z\\Big),\\quad \\eta = "
            + Numbers.text(eta));
  }

  @Override
  public String toString() {
    return text();
  }
}
