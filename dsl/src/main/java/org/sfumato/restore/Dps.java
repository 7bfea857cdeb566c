package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Step;
import org.sfumato.engine.Grad;
import org.sfumato.sampler.Stage;

/**
 * Diffusion posterior sampling (Chung et al. 2023): an ancestral step, then one against the
 * gradient of the residual through the denoiser. It needs nothing of A but A itself, linear or not.
 *
 * <p>As published the step is ζ∇‖y − A x̂₀‖, the norm not squared, of images in [−1, 1] on the
 * variance-preserving path at 1000 steps. With n steps it is ζ·1000/n, and in the state x₀ + σn in
 * [0, 1] units that is ½ζ·1000/n·√((1 + 4σ²)(1 + 4σ'²)): the same images, in other coordinates. The
 * norm is each image's own. ζ was chosen for 256×256 pixels in three channels; it does not scale
 * with the size of images. {@code squared()} is the method as derived: σ² − σ'² times ∇‖y − A
 * x̂₀‖²/(2σ_y²), which needs many steps where σ_y is small. x̂₀ is not clipped on the way.
 *
 * @param zeta ζ; of the squared form the factor of the gradient
 */
public record Dps(Prior prior, Settings settings, OptionalDouble zeta, boolean isSquared)
    implements Stepped<Dps> {
  private static final int STEPS = 1000;
  private static final double ZETA = .5;

  /** Keeps the norm's gradient finite where the residual vanishes. */
  private static final double SMALL = 1e-12;

  static Dps of(Prior prior) {
    return new Dps(prior, Settings.of(STEPS), OptionalDouble.empty(), false);
  }

  /** ζ of the paper, at 1000 steps: 0.5 for missing pixels, 0.3 for blur and lower resolution. */
  public Dps scale(double zeta) {
    if (!(zeta > 0) || Double.isInfinite(zeta)) {
      throw new IllegalArgumentException(
          "scale(ζ) needs a number above 0, not " + Numbers.text(zeta));
    }
    return new Dps(prior, settings, OptionalDouble.of(zeta), isSquared);
  }

  /** The gradient of ‖y − A x̂₀‖²/(2σ_y²), weighted as the score function is. */
  public Dps squared() {
    return new Dps(prior, settings, zeta, true);
  }

  @Override
  public Dps with(Settings other) {
    return new Dps(prior, other, zeta, isSquared);
  }

  @Override
  public void check(Problem p) {
    if (isSquared && p.noise() == 0) {
      throw new IllegalArgumentException(
          "dps(p).squared() divides by the noise of y, which has none; use dps(p), or say noiseLevel(σ)");
    }
  }

  @Override
  public NDArray step(Stage s, Problem p) {
    double v = s.sigma() * s.sigma();
    double w = s.next() * s.next();
    var pulled = s.pull(s.x(), s.sigma(), d -> slope(d, p, s.at()));
    var d = pulled.denoised();
    var mean = d.add(s.x().sub(d).mul(w / v));
    var next = w == 0 ? mean : mean.add(s.noise().mul(Math.sqrt(w * (v - w) / v)));
    double by =
        isSquared
            ? factor() * (v - w) / (p.noise() * p.noise())
            : factor() / 2 * Math.sqrt((1 + 4 * v) * (1 + 4 * w));
    return next.sub(pulled.gradient().mul(by));
  }

  /** ζ·1000/n, or the factor of the squared form. */
  private double factor() {
    return isSquared ? zeta.orElse(1) : zeta.orElse(ZETA) * STEPS / settings.steps();
  }

  /** The gradient of each image's norm, or of half its square, at the denoised images. */
  private NDArray slope(NDArray d, Problem p, Step s) {
    var at = Grad.leaf(d);
    return Grad.on(
        () -> {
          var r = p.residual(at, s);
          int[] axes = IntStream.range(1, r.getShape().dimension()).toArray();
          var squares = r.square().sum(axes);
          return Grad.of(isSquared ? squares.div(2) : squares.add(SMALL).sqrt(), at);
        });
  }

  @Override
  public String text() {
    var own = zeta.isPresent() ? ".scale(" + Numbers.text(zeta.getAsDouble()) + ")" : "";
    return text("dps", STEPS, own + (isSquared ? ".squared()" : ""));
  }

  @Override
  public Optional<String> latex() {
    var ancestral =
        "x'_{\\mathrm{anc}} &= \\hat x_0 + \\tfrac{\\sigma'^2}{\\sigma^2}(x - \\hat x_0) + \\sigma'\\sqrt{1 - \\sigma'^2/\\sigma^2}\\; z,\\quad \\hat x_0 = D(x;\\sigma)";
    var step =
        isSquared
            ? "x' &= x'_{\\mathrm{anc}} - %s(\\sigma^2 - \\sigma'^2)\\, \\nabla_x \\tfrac{1}{2\\sigma_y^2} \\lVert y - A \\hat x_0 \\rVert^2"
                .formatted(factor() == 1 ? "" : Numbers.text(factor()) + "\\,")
            : "x' &= x'_{\\mathrm{anc}} - \\tfrac12 \\zeta' \\sqrt{(1 + 4\\sigma^2)(1 + 4\\sigma'^2)}\\; \\nabla_x \\lVert y - A \\hat x_0 \\rVert,\\quad \\zeta' = \\zeta\\,\\tfrac{1000}{n} = %s \\cdot \\tfrac{1000}{%d} = %s"
                .formatted(
                    Numbers.text(zeta.orElse(ZETA)), settings.steps(), Numbers.text(factor()));
    return lines(ancestral, step);
  }

  @Override
  public String toString() {
    return text();
  }
}
