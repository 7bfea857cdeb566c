package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Step;
import org.sfumato.corruption.Svd;
import org.sfumato.sampler.Stage;

/**
 * Denoising diffusion restoration (Kawar et al. 2022): each coefficient of A's singular value
 * decomposition goes its own way, by whether its measurement is clearer than the state is. No
 * gradient runs through the network. With ȳ = Σ⁺Uᵀy and c = Vᵀx̂₀, a coefficient of singular value
 * s becomes
 *
 * <ul>
 *   <li>c + σ'(√(1 − η²) ε + ηz) if s = 0, or sσ' = σ_y;
 *   <li>c + σ'(√(1 − η²)(Uᵀy − sc)/σ_y + ηz) if sσ' &lt; σ_y;
 *   <li>(1 − η_b)c + η_b ȳ + √(σ'² − η_b²σ_y²/s²) z if sσ' &gt; σ_y.
 * </ul>
 *
 * <p>The last interval, σ' = 0, gives the denoiser's x̂₀: measured pixels are near y, not equal to
 * it.
 *
 * @param eta η, the share of new noise where the measurement does not help
 * @param etaB η_b, how much of a clear measurement is taken
 */
public record Ddrm(Prior prior, Settings settings, double eta, double etaB)
    implements Stepped<Ddrm> {
  private static final int STEPS = 20;
  private static final double ETA = .85;

  public Ddrm {
    Stepped.share("η", eta);
    Stepped.share("η_b", etaB);
  }

  static Ddrm of(Prior prior) {
    return new Ddrm(prior, Settings.of(STEPS), ETA, 1);
  }

  /** The share of new noise where the measurement does not help. */
  public Ddrm eta(double share) {
    return new Ddrm(prior, settings, share, etaB);
  }

  /** How much of a clear measurement is taken. */
  public Ddrm etaB(double share) {
    return new Ddrm(prior, settings, eta, share);
  }

  @Override
  public Ddrm with(Settings other) {
    return new Ddrm(prior, other, eta, etaB);
  }

  @Override
  public void check(Problem p) {
    p.svd();
  }

  @Override
  public NDArray step(Stage s, Problem p) {
    var at = s.at();
    var svd = p.svd();
    var y = new Coefficients(svd, p, s.x(), at);
    var x = at.index() == 0 ? svd.images(start(s, svd, y, at), at) : s.x();
    var d = s.denoise(x, s.sigma());
    double next = s.next();
    if (next == 0) {
      return d;
    }
    var c = svd.coefficients(d, at);
    var eps = svd.coefficients(x.sub(d).div(s.sigma()), at);
    var z = s.noise();
    double noise = p.noise();
    var clear = y.values.mul(next).gt(noise).toType(c.getDataType(), false);
    var poor =
        y.values.mul(next).lt(noise).logicalAnd(y.values.gt(0)).toType(c.getDataType(), false);
    double kept = next * Math.sqrt(1 - eta * eta);
    var unseen = eps.mul(kept);
    if (noise > 0) {
      var off = y.measured.sub(y.values.mul(c)).mul(kept / noise);
      unseen = unseen.add(off.sub(unseen).mul(poor));
    }
    var other = c.add(unseen).add(z.mul(next * eta));
    var spread = spread(y.inverse, etaB * noise, next);
    var near = c.mul(1 - etaB).add(y.wanted.mul(etaB)).add(spread.mul(z));
    return svd.images(other.add(near.sub(other).mul(clear)), at);
  }

  /** Coefficients of N(ȳ, σ² − σ_y²/s²) where s σ &gt; σ_y, of the start as it is elsewhere. */
  private static NDArray start(Stage s, Svd svd, Coefficients y, Step at) {
    var plain = svd.coefficients(s.x(), at);
    var centre = svd.coefficients(s.x().zerosLike().add(.5), at);
    var z = plain.sub(centre).div(s.sigma());
    var clear = y.values.mul(s.sigma()).gt(y.noise).toType(plain.getDataType(), false);
    var near = y.wanted.add(spread(y.inverse, y.noise, s.sigma()).mul(z));
    return plain.add(near.sub(plain).mul(clear));
  }

  /** √(σ² − σ_y²/s²), 0 where that is less than nothing. */
  private static NDArray spread(NDArray inverse, double noise, double sigma) {
    return inverse.mul(noise).square().mul(-1).add(sigma * sigma).maximum(0).sqrt();
  }

  /** The measurements as coefficients: s, 1/s or 0, Uᵀy and ȳ. */
  private static final class Coefficients {
    final NDArray values;
    final NDArray inverse;
    final NDArray measured;
    final NDArray wanted;
    final double noise;

    Coefficients(Svd svd, Problem p, NDArray like, Step at) {
      values = svd.values(like, at);
      var seen = values.gt(0).toType(like.getDataType(), false);
      inverse = seen.div(values.add(seen.mul(-1).add(1)));
      measured = svd.measured(at.at(p.y()), at);
      wanted = measured.mul(inverse);
      noise = p.noise();
    }
  }

  @Override
  public String text() {
    return text(
        "ddrm",
        STEPS,
        (eta == ETA ? "" : ".eta(" + Numbers.text(eta) + ")")
            + (etaB == 1 ? "" : ".etaB(" + Numbers.text(etaB) + ")"));
  }

  @Override
  public Optional<String> latex() {
    return lines(
        "A &= U \\Sigma V^{\\top},\\quad c = V^{\\top} D(x;\\sigma),\\quad \\varepsilon = V^{\\top}\\tfrac{x - D}{\\sigma},\\quad \\bar y = \\Sigma^{+} U^{\\top} y",
        "(V^{\\top} x')_i &= c_i + \\sigma'\\sqrt{1 - \\eta^2}\\;\\varepsilon_i + \\eta\\sigma' z_i &\\ s_i = 0",
        "(V^{\\top} x')_i &= c_i + \\sigma'\\sqrt{1 - \\eta^2}\\;\\tfrac{(U^{\\top} y)_i - s_i c_i}{\\sigma_y} + \\eta\\sigma' z_i &\\ s_i \\sigma' < \\sigma_y",
        "(V^{\\top} x')_i &= (1 - \\eta_b)\\, c_i + \\eta_b\\, \\bar y_i + \\sqrt{\\sigma'^2 - \\eta_b^2 \\sigma_y^2/s_i^2}\\; z_i &\\ s_i \\sigma' > \\sigma_y",
        "\\eta &= %s,\\quad \\eta_b = %s".formatted(Numbers.text(eta), Numbers.text(etaB)));
  }

  @Override
  public String toString() {
    return text();
  }
}
