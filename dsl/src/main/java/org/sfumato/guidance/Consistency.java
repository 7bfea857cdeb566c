package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import org.sfumato.ImageId;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.corruption.Structured;

/**
 * Agreement with measurements: E = ½‖y − A x̂₀‖², without the noise level.
 *
 * <p>Whitened, it is ½ rᵀ(σ_y² I + r_σ² A Aᵀ)⁻¹ r with r_σ² = σ²σ_d²/(σ² + σ_d²), the prior's own
 * variance about x̂₀. For a Gaussian prior of standard deviation σ_d weight 1 then gives the exact
 * posterior: D has the Jacobian σ_d²/(σ² + σ_d²), so that D − σ²∇E = D + r_σ² Aᵀ(σ_y² + r_σ² A
 * Aᵀ)⁻¹(y − A D), which is the mean of the clean image given both x and y.
 *
 * @param form how the residual is measured
 * @param sd σ_d for the whitened form, in [0, 1] units
 */
public record Consistency(Measurements y, Form form, double sd) implements Term {
  /** The standard deviation that priors are taken to have unless they are asked. */
  public static final double PRIOR_SD = 0.2;

  /** Keeps a quotient finite where nothing was measured and nothing was noisy: 0/0 there is 0. */
  private static final double SMALL = 1e-12;

  /** How the residual becomes a number. */
  public enum Form {
    SQUARED,
    UNSQUARED,
    WHITENED
  }

  public Consistency {
    Objects.requireNonNull(y, "y");
    if (!(sd > 0) || Double.isInfinite(sd)) {
      throw new IllegalArgumentException(
          "whitened(sd) needs the prior's standard deviation, above 0, not " + sd);
    }
  }

  static Consistency of(Measurements y) {
    return new Consistency(y, Form.SQUARED, PRIOR_SD);
  }

  /** ‖y − A x̂₀‖: every residual pulls equally hard. */
  public Consistency unsquared() {
    return new Consistency(y, Form.UNSQUARED, sd);
  }

  /** Each residual by what it should be, for a prior of standard deviation 0.2. */
  public Consistency whitened() {
    return whitened(PRIOR_SD);
  }

  /** Each residual by what it should be, for a prior of standard deviation {@code sd}. */
  public Consistency whitened(double sd) {
    return new Consistency(y, Form.WHITENED, sd);
  }

  @Override
  public List<ImageId> about() {
    return y.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    checkShape(x0);
    var residual = s.at(y).sub(y.operator().of(x0, s));
    return switch (form) {
      case SQUARED -> Energies.sqNorm(residual).mul(0.5);
      case UNSQUARED -> Energies.norm(residual);
      case WHITENED -> whitened(residual, s);
    };
  }

  /**
   * ½ rᵀ M⁻¹ r with M = σ_y² I + r_σ² A Aᵀ: number by number where no measurements share a pixel,
   * else by a linear solve. There w = M⁻¹ r is taken as a constant, and rᵀw − ½ wᵀMw has both the
   * value and the gradient wanted.
   */
  private NDArray whitened(NDArray residual, Step s) {
    var law = Structured.of(y.operator());
    var r = residual.stopGradient();
    double sigma2 = s.sigma() * s.sigma();
    double variance = sigma2 * sd * sd / (sigma2 + sd * sd);
    var pixels = r.getManager().ones(s.xt().getShape(), r.getDataType()).mul(variance);
    var independent = law.variance(pixels, s);
    if (independent.isPresent()) {
      var spread = independent.get().add(noise(law, s)).maximum(SMALL);
      return Energies.sqNorm(residual.div(spread.sqrt())).mul(0.5);
    }
    if (!law.linear()) {
      throw new IllegalArgumentException(
          "consistency(y).whitened() needs a linear corruption; %s is not known to be linear. Use consistency(y)"
              .formatted(law.text()));
    }
    // At σ = 0 the prior is certain; what is left of M is the noise, or nothing.
    double scale = Math.max(variance, SMALL);
    double ridge = Math.max(y.noiseLevel() * y.noiseLevel(), SMALL) / scale;
    var w = law.solveMeasured(r, ridge, s).div(scale);
    return Energies.sum(residual.mul(w)).sub(Energies.sum(r.mul(w)).mul(0.5));
  }

  /** σ_y², for each measurement where the noise depends on what is measured. */
  private NDArray noise(Structured law, Step s) {
    var values = s.at(y);
    var uneven = law.noise().filter(noise -> noise.uneven() && noise.level() == y.noiseLevel());
    return uneven
        .map(noise -> noise.variance(values).mul(law.measured(values, s)))
        .orElseGet(() -> values.zerosLike().add(y.noiseLevel() * y.noiseLevel()));
  }

  private void checkShape(NDArray x0) {
    var image = y.imageShape();
    var shape = x0.getShape();
    if (image[0] != shape.get(1) || image[1] != shape.get(2) || image[2] != shape.get(3)) {
      throw new IllegalArgumentException(
          "y measures images of shape [%d, %d, %d], but the run draws [%d, %d, %d]"
              .formatted(image[0], image[1], image[2], shape.get(1), shape.get(2), shape.get(3)));
    }
  }

  @Override
  public String equation(String x) {
    var r = "y - " + y.operator().equation(x);
    return switch (form) {
      case SQUARED -> "\\tfrac12 \\lVert " + r + " \\rVert^2";
      case UNSQUARED -> "\\lVert " + r + " \\rVert";
      case WHITENED ->
          "\\tfrac12 \\lVert " + r + " \\rVert^2_{(\\sigma_y^2 + r_\\sigma^2 A A^{\\top})^{-1}}";
    };
  }

  @Override
  public String text() {
    return "consistency("
        + y.text()
        + ")"
        + switch (form) {
          case SQUARED -> "";
          case UNSQUARED -> ".unsquared()";
          case WHITENED -> ".whitened(" + (sd == PRIOR_SD ? "" : Numbers.text(sd)) + ")";
        };
  }

  @Override
  public String toString() {
    return text();
  }
}
