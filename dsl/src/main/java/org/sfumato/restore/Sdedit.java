package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Guidance;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Term;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.sampler.Stage;

/**
 * Editing by partial noising (SDEdit, Meng et al. 2022): what was measured, as a picture, gets the
 * noise of a share t of DDPM's levels, and the prior takes it away again by ancestral steps. Small
 * t keeps the picture, large t makes it likely; 0.2 to 0.6 is usual. What was not measured begins
 * at ½, the middle of the range.
 *
 * @param t share of the 1000 levels, above 0 up to 1
 * @param guidance what steers besides the start
 */
public record Sdedit(Prior prior, double t, Settings settings, Guidance guidance)
    implements Stepped<Sdedit> {
  private static final int STEPS = 100;

  public Sdedit {
    if (!(t > 0 && t <= 1)) {
      throw new IllegalArgumentException(
          "sdedit(p, t) starts at a share t of the noise levels, above 0 up to 1, not at "
              + Numbers.text(t));
    }
  }

  static Sdedit of(Prior prior, double t) {
    var all = Ddpm.of(prior);
    int levels = t > 0 && t <= 1 ? all.until(t).last() - all.first() + 1 : STEPS;
    return new Sdedit(prior, t, Settings.of(Math.min(STEPS, levels)), Guidance.NONE);
  }

  /** Steered by this term or sum of terms; it replaces earlier guidance. */
  public Sdedit guide(Term term) {
    return new Sdedit(prior, t, settings, term.guidance());
  }

  @Override
  public Sdedit with(Settings other) {
    return new Sdedit(prior, t, other, guidance);
  }

  @Override
  public Ddpm path() {
    return Ddpm.of(prior).until(t);
  }

  @Override
  public NDArray step(Stage s, Problem p) {
    var x = s.x();
    if (s.at().index() == 0) {
      var half = x.zerosLike().add(.5);
      x = x.add(p.correction(p.residual(half, s.at()), 0, s.at()));
    }
    var d = s.denoise(x, s.sigma());
    double v = s.sigma() * s.sigma();
    double w = s.next() * s.next();
    var mean = d.add(x.sub(d).mul(w / v));
    return w == 0 ? mean : mean.add(s.noise().mul(Math.sqrt(w * (v - w) / v)));
  }

  @Override
  public String text() {
    int usual = of(prior, t).settings.steps();
    int n = settings.steps();
    return "sdedit(%s, %s)%s%s%s"
        .formatted(
            prior.text(),
            Numbers.text(t),
            n == usual ? "" : ".steps(" + n + ")",
            guidance.parts().isEmpty() ? "" : ".guide(" + guidance.text() + ")",
            settings.text());
  }

  @Override
  public Optional<String> latex() {
    double start = path().descending(settings.steps())[0];
    var edit =
        guidance.parts().isEmpty()
            ? "D(x;\\sigma)"
            : "D(x;\\sigma) - \\sigma^2\\,\\nabla_x \\Big["
                + guidance.equation("\\hat x_0")
                + "\\Big]";
    return lines(
        "x_{t_0} &= \\tfrac12 + A^{+}(y - A\\tfrac12) + \\sigma_0 z,\\quad \\sigma_0 = "
            + Numbers.text(Math.rint(start * 1000) / 1000),
        "x' &= \\tilde D + \\tfrac{\\sigma'^2}{\\sigma^2}(x - \\tilde D) + \\sigma'\\sqrt{1 - \\sigma'^2/\\sigma^2}\\; z,\\quad \\tilde D = "
            + edit);
  }

  @Override
  public String toString() {
    return text();
  }
}
