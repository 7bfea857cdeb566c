package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.OptionalInt;
import org.sfumato.Encoder;
import org.sfumato.Guidance;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Shown;
import org.sfumato.Step;
import org.sfumato.Weight;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.guidance.Guidances;
import org.sfumato.network.DomainClassifier;
import org.sfumato.sampler.Stage;

/**
 * Translation steered by two experts (EGSDE, Zhao et al. 2022): it starts as SDEdit does, in the
 * middle of DDPM's levels, and descends λ_s cos(F(x_t), F(y_t)) + λ_i ‖Φ(x_t) − Φ(y_t)‖², where y_t
 * is the source with the noise that the run began with. F are features that tell the two domains
 * apart, Φ is a low-pass filter; both look at the noisy state, so no gradient runs through the
 * denoiser. As in the paper the energies are of the variance-preserving state in the network's
 * range, √ᾱ (2x − 1).
 *
 * <p>F is learnt from images of both domains, as {@code domainClassifier(source, target)} learns
 * it; so with F a translation is not zero-shot, while the prior still knows the target alone. The
 * faithful expert alone needs no image of the source's domain.
 *
 * @param realism λ_s, 500 in the paper for images of 256 pixels
 * @param faithfulness λ_i, 2 in the paper
 * @param coarser how many times smaller Φ makes an image, if not as much as leaves 8 pixels a side
 * @param domains F; without it there is the faithful expert alone
 * @param t share of the 1000 levels that it starts at
 */
public record Egsde(
    Prior prior,
    Optional<Encoder> domains,
    double realism,
    double faithfulness,
    OptionalInt coarser,
    double t,
    Settings settings)
    implements Stepped<Egsde> {
  private static final double USUAL_REALISM = 500;
  private static final double USUAL_FAITHFULNESS = 2;
  private static final double MIDDLE = .5;

  public Egsde {
    weight("realism(λ)", realism);
    weight("faithfulness(λ)", faithfulness);
  }

  private static void weight(String word, double v) {
    if (!(v >= 0) || Double.isInfinite(v)) {
      throw new IllegalArgumentException(
          "%s of egsde is a weight from 0 up, not %s".formatted(word, Numbers.text(v)));
    }
  }

  static Egsde of(Prior prior, Optional<Encoder> domains) {
    return new Egsde(
        prior,
        domains,
        USUAL_REALISM,
        USUAL_FAITHFULNESS,
        OptionalInt.empty(),
        MIDDLE,
        Sdedit.of(prior, MIDDLE).settings());
  }

  /** How strongly it leaves the source's domain, λ_s. */
  public Egsde realism(double lambda) {
    return new Egsde(prior, domains, lambda, faithfulness, coarser, t, settings);
  }

  /** How strongly it keeps what is coarse in the source, λ_i. */
  public Egsde faithfulness(double lambda) {
    return new Egsde(prior, domains, realism, lambda, coarser, t, settings);
  }

  /**
   * How many times smaller images become in the low-pass filter: 32 in the paper, at 256 pixels.
   */
  public Egsde factor(int k) {
    return new Egsde(prior, domains, realism, faithfulness, OptionalInt.of(k), t, settings);
  }

  @Override
  public Egsde with(Settings other) {
    return new Egsde(prior, domains, realism, faithfulness, coarser, t, other);
  }

  @Override
  public Ddpm path() {
    return Ddpm.of(prior).until(t);
  }

  @Override
  public NDArray step(Stage s, Problem p) {
    return new Sdedit(prior, t, settings, Guidance.NONE).step(s, p);
  }

  /** The two experts on what was measured, as a picture. */
  @Override
  public Guidance guidance(Measurements y) {
    return guidance(picture(y));
  }

  private Guidance guidance(Images source) {
    // Squares of differences in the network's range, 2√ᾱ times those of ours.
    var low = Guidances.lowPass(source);
    var faithful =
        (coarser.isPresent() ? low.factor(coarser.getAsInt()) : low)
            .noisy()
            .onState()
            .named("faithful")
            .times(4 * faithfulness)
            .times(new KeptSignal());
    return domains
        .map(
            f ->
                Guidances.featureCosine(source, f)
                    .noisy()
                    .onState()
                    .named("realistic")
                    .times(realism)
                    .plus(faithful))
        .orElse(faithful);
  }

  @Override
  public Optional<DomainClassifier> classifier() {
    return domains.filter(DomainClassifier.class::isInstance).map(DomainClassifier.class::cast);
  }

  /** What was measured in the shape of the images; what was not is black. */
  private Images picture(Measurements y) {
    var seen = y.preview();
    int[] shape = prior.imageShape();
    if (seen.channels() == shape[0] && shape[1] == shape[2]) {
      seen = seen.resize(shape[1]);
    }
    if (seen.channels() != shape[0] || seen.height() != shape[1] || seen.width() != shape[2]) {
      throw new IllegalArgumentException(
          "egsde translates pictures of shape [%d, %d, %d], and y looks like one of [%d, %d, %d]; use sdedit"
              .formatted(
                  shape[0], shape[1], shape[2], seen.channels(), seen.height(), seen.width()));
    }
    return seen;
  }

  /** ᾱ of the variance-preserving path at the step's noise level. */
  private record KeptSignal() implements Weight, Shown {
    @Override
    public double at(Step s) {
      return 1 / (1 + 4 * s.sigma() * s.sigma());
    }

    @Override
    public String text() {
      return "ᾱ";
    }

    @Override
    public Optional<String> latex() {
      return Optional.of("\\bar\\alpha_t");
    }
  }

  @Override
  public String text() {
    int usual = of(prior, domains).settings.steps();
    int n = settings.steps();
    return "egsde(%s%s)%s%s%s%s%s"
        .formatted(
            prior.text(),
            domains.map(f -> ", " + f.text()).orElse(""),
            realism == USUAL_REALISM ? "" : ".realism(" + Numbers.text(realism) + ")",
            faithfulness == USUAL_FAITHFULNESS
                ? ""
                : ".faithfulness(" + Numbers.text(faithfulness) + ")",
            coarser.isPresent() ? ".factor(" + coarser.getAsInt() + ")" : "",
            n == usual ? "" : ".steps(" + n + ")",
            settings.text());
  }

  @Override
  public Optional<String> latex() {
    double start = path().descending(settings.steps())[0];
    var expert =
        domains.isPresent() ? Numbers.text(realism) + "\\cos\\big( F(x_t), F(y_t) \\big) + " : "";
    var zeroShot =
        classifier().isPresent()
            ? "\\quad F\\ \\text{learnt from both domains: not zero-shot}"
            : "";
    return lines(
        "x_{t_0} &= y + \\sigma_0 e,\\quad \\sigma_0 = "
            + Numbers.text(Math.rint(start * 1000) / 1000),
        "x' &= \\tilde D + \\tfrac{\\sigma'^2}{\\sigma^2}(x - \\tilde D) + \\sigma'\\sqrt{1 - \\sigma'^2/\\sigma^2}\\; z",
        "\\tilde D &= D(x;\\sigma) - \\sigma^2\\,\\nabla_x \\Big["
            + expert
            + Numbers.text(faithfulness)
            + "\\,\\lVert \\Phi(x_t) - \\Phi(y_t) \\rVert^2 \\Big],\\quad x_t = \\sqrt{\\bar\\alpha_t}(2x - 1),\\ y_t = \\sqrt{\\bar\\alpha_t}(2(y + \\sigma e) - 1)"
            + zeroShot);
  }

  @Override
  public String toString() {
    return text();
  }
}
