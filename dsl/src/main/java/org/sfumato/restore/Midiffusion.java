package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Guidance;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Restorer;
import org.sfumato.Term;
import org.sfumato.corruption.Corruptions;
import org.sfumato.corruption.Structured;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.diffusion.Mapped;
import org.sfumato.diffusion.Sde;
import org.sfumato.diffusion.VarianceExploding;
import org.sfumato.sampler.Drawn;
import org.sfumato.sampler.Stage;

/**
 * Zero-shot translation by local mutual information (MIDiffusion, arXiv 2301.13743): a prior of the
 * target contrast that was trained with maps to its own images is told about a source y by LMI(y,
 * x_t) and LMI(y, y), and goes from noise to an image that shares its anatomy. No image of the
 * source's contrast was ever learnt from.
 *
 * <p>The path is the one the prior was trained along. In the paper's, σ falls evenly in the
 * variance-exploding path's time and an interval is the exact posterior of its noising, which for
 * many steps is the reverse SDE of equation 13, dx = −(dσ²/dt) ∇log p dt + √(dσ²/dt) dw̄; {@code
 * sample(p.given(source)).with(eulerMaruyama(1000))} is its plain discretisation. In the released
 * code's, it is DDPM's ancestral step with "fixedlarge" variance β. The last step adds no noise in
 * either. Values outside [0, 1] are clipped once, at the end.
 *
 * @param prior trained by {@code minimise(lmiDenoising())}
 * @param guidance what steers besides the maps
 */
public record Midiffusion(Mapped prior, Settings settings, Guidance guidance) implements Restorer {
  private static final int STEPS = 50;

  /** Below it an image changes by less than the eye or eight bits can tell. */
  private static final double SMALLEST = .01;

  static Midiffusion of(Prior prior) {
    if (prior instanceof Mapped mapped) {
      return new Midiffusion(mapped, Settings.of(STEPS), Guidance.NONE);
    }
    throw new IllegalArgumentException(
        "midiffusion needs a prior that was trained with maps of local mutual information, and %s was not; train one by train(unet(…)).on(images).minimise(lmiDenoising()), or guide any prior by lmi(source)"
            .formatted(prior.text()));
  }

  /** Intervals of a run. */
  public Midiffusion steps(int n) {
    return new Midiffusion(prior, settings.steps(n), guidance);
  }

  /** Steered by this term or sum of terms besides; it replaces earlier guidance. */
  public Midiffusion guide(Term term) {
    return new Midiffusion(prior, settings, term.guidance());
  }

  @Override
  public Midiffusion seed(long seed) {
    return new Midiffusion(prior, settings.seed(seed), guidance);
  }

  @Override
  public Midiffusion named(String name) {
    return new Midiffusion(prior, settings.named(name), guidance);
  }

  @Override
  public String name() {
    return settings.name().orElseGet(Restorer.super::name);
  }

  /**
   * Translates what was measured, as a picture; {@code observed(source)} measures a source as it
   * is.
   *
   * @throws IllegalArgumentException if it has another size than the prior's images
   */
  @Override
  public Drawn restore(Measurements y) {
    var source = y.preview();
    var told = prior.given(source);
    var seen = source.channels() == prior.imageShape()[0] ? y : observed(source);
    var problem = new Problem(Restorer.super.name(), seen, Structured.of(seen.operator()), 0);
    var path = path();
    return new Restoration(
            this,
            problem,
            told,
            path,
            sigmas(path),
            Optional.empty(),
            true,
            settings.seed(),
            this::step)
        .run(guidance);
  }

  /** Of a colour picture its gray. */
  private static Measurements observed(Images source) {
    return Corruptions.observed(source.toGray());
  }

  private Sde path() {
    return prior.maps().ddpm()
        ? Ddpm.of(prior)
        : new VarianceExploding(Math.max(SMALLEST, prior.sigmaMin()), prior.sigmaMax());
  }

  private double[] sigmas(Sde path) {
    int n = settings.steps();
    if (path instanceof Ddpm levels) {
      return levels.descending(n);
    }
    return new org.sfumato.diffusion.Grid.Uniform().sigmas(path, path.sigmaMax(), n);
  }

  /** D + (σ'²/σ²)(x − D) + s z: all three samplers have this mean, and differ in s. */
  private NDArray step(Stage s) {
    var d = s.denoise(s.x(), s.sigma());
    double v = s.sigma() * s.sigma();
    double w = s.next() * s.next();
    if (w == 0) {
      return d;
    }
    // In x_VE = x/√ᾱ and in [0, 1] units β/ᾱ' is (v − w)(1 + 4w)/(1 + 4v).
    double variance = prior.maps().ddpm() ? (v - w) * (1 + 4 * w) / (1 + 4 * v) : w * (v - w) / v;
    return d.add(s.x().sub(d).mul(w / v)).add(s.noise().mul(Math.sqrt(variance)));
  }

  @Override
  public String text() {
    int n = settings.steps();
    return "midiffusion("
        + prior.text()
        + ")"
        + (n == STEPS ? "" : ".steps(" + n + ")")
        + (guidance.parts().isEmpty() ? "" : ".guide(" + guidance.text() + ")")
        + settings.text();
  }

  @Override
  public Optional<String> latex() {
    boolean ddpm = prior.maps().ddpm();
    var path = path();
    var told = "D(x;\\ \\mathrm{LMI}(y, x),\\ \\mathrm{LMI}(y, y),\\ \\sigma)";
    var lines =
        new String[] {
          "x_{t_0} &= \\tfrac12 + \\sigma_0 z,\\quad \\sigma_0 = "
              + Numbers.text(Math.rint(path.sigmaMax() * 1000) / 1000),
          "\\tilde D &= "
              + told
              + (guidance.parts().isEmpty()
                  ? ""
                  : " - \\sigma^2\\,\\nabla_x \\Big[" + guidance.equation("\\hat x_0") + "\\Big]"),
          "x' &= \\tilde D + \\tfrac{\\sigma'^2}{\\sigma^2}(x - \\tilde D) + s\\, z,\\quad s^2 = "
              + (ddpm
                  ? "(\\sigma^2 - \\sigma'^2)\\,\\tfrac{1 + 4\\sigma'^2}{1 + 4\\sigma^2}"
                  : "\\tfrac{\\sigma'^2}{\\sigma^2}(\\sigma^2 - \\sigma'^2)"),
          path.latex().orElse("").replaceFirst("=", "&=")
              + ",\\quad \\text{%d steps}".formatted(settings.steps())
        };
    return Optional.of("\\begin{aligned} " + String.join(" \\\\ ", lines) + " \\end{aligned}");
  }

  @Override
  public String toString() {
    return text();
  }
}
