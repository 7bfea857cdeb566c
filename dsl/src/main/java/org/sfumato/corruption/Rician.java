package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import org.sfumato.NoiseLaw;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * Noise of magnetic resonance magnitudes: √((x + σn₁)² + (σn₂)²). It brightens what is dark: where
 * nothing is, σ√(π/2) is measured on average.
 *
 * @param sigma standard deviation of each of both parts, in [0, 1] units
 */
public record Rician(double sigma) implements NoiseLaw {
  /** L(½, −q) = e^{−q/2} ((1 + q) I₀(q/2) + q I₁(q/2)), the Laguerre function of the mean. */
  private static final Op LAGUERRE =
      Ops.of(
          """
          def laguerre(self, q: Tensor) -> Tensor:
            h = torch.div(q, 2.)
            a = torch.mul(torch.add(q, 1.), torch.special_i0e(h))
            return torch.add(a, torch.mul(q, torch.special_i1e(h)))
          """);

  public Rician {
    if (!(sigma >= 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException(
          "rician(σ) needs a standard deviation from 0 up, not " + Numbers.text(sigma));
    }
  }

  @Override
  public NDArray of(NDArray clean, Step s) {
    var real = s.normal("noise").toType(clean.getDataType(), false).mul(sigma).add(clean);
    var imaginary = s.normal("noise, imaginary part").toType(clean.getDataType(), false).mul(sigma);
    return real.square().add(imaginary.square()).sqrt();
  }

  /** σ, which it is where the image is several σ bright; where it is dark the noise is less. */
  @Override
  public double level() {
    return sigma;
  }

  /** x² + 2σ² − (π/2)σ² L(½, −x²/2σ²)². */
  @Override
  public NDArray variance(NDArray clean) {
    if (sigma == 0) {
      return clean.zerosLike();
    }
    // In double precision, for the terms nearly cancel where the image is bright.
    var x2 = clean.toType(DataType.FLOAT64, false).square();
    var mean = LAGUERRE.on(x2.div(2 * sigma * sigma));
    var variance = x2.add(2 * sigma * sigma).sub(mean.square().mul(Math.PI / 2 * sigma * sigma));
    return variance.toType(clean.getDataType(), false);
  }

  @Override
  public boolean uneven() {
    return true;
  }

  @Override
  public String equation(String clean) {
    var noise = Numbers.text(sigma);
    return "\\sqrt{(" + clean + " + " + noise + "\\, n_1)^2 + (" + noise + "\\, n_2)^2}";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of("y = " + equation("x"));
  }

  @Override
  public String text() {
    return "rician(" + Numbers.text(sigma) + ")";
  }
}
