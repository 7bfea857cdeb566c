package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Guidance;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Restorer;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.network.DomainClassifier;
import org.sfumato.sampler.Drawn;
import org.sfumato.sampler.Stage;

/**
 * A restorer that goes down the noise levels of DDPM, for which these methods were published, with
 * the state x₀ + σ n. A new one is a record with the update of one interval and its equation.
 *
 * @param <S> the restorer itself
 */
public interface Stepped<S extends Stepped<S>> extends Restorer {
  Prior prior();

  Settings settings();

  /** The same restorer with these settings. */
  S with(Settings settings);

  /**
   * The state at the end of an interval; in the last one, where σ' = 0, the restored images.
   *
   * @param s the interval
   */
  NDArray step(Stage s, Problem p);

  /** Refuses what it cannot restore, before the first step: by default what is not linear. */
  default void check(Problem p) {
    p.linear();
  }

  /** Whether intervals add noise. */
  default boolean stochastic() {
    return true;
  }

  /** What steers besides the measurements. */
  default Guidance guidance() {
    return Guidance.NONE;
  }

  /** The same for these measurements, if what steers depends on them. */
  default Guidance guidance(Measurements y) {
    return guidance();
  }

  /** The noise levels that its steps are taken from. */
  default Ddpm path() {
    return Ddpm.of(prior());
  }

  /** Intervals of a run. */
  default S steps(int n) {
    return with(settings().steps(n));
  }

  /** Assumes this standard deviation of the measurements' noise, in [0, 1] units, not their own. */
  default S noiseLevel(double sigma) {
    return with(settings().noiseLevel(sigma));
  }

  @Override
  default S seed(long seed) {
    return with(settings().seed(seed));
  }

  @Override
  default S named(String name) {
    return with(settings().named(name));
  }

  @Override
  default String name() {
    return settings().name().orElseGet(Restorer.super::name);
  }

  @Override
  default Drawn restore(Measurements y) {
    var word = Restorer.super.name();
    double noise = settings().assumed().orElse(y.noiseLevel());
    var problem = Problem.of(word, prior(), y, noise);
    check(problem);
    var path = path();
    var sigmas = path.descending(settings().steps());
    return new Restoration(
            this,
            problem,
            prior(),
            path,
            sigmas,
            classifier(),
            stochastic(),
            settings().seed(),
            s -> step(s, problem))
        .run(guidance(y));
  }

  /** What steers the run beside its prior, and has learnt from images of its own. */
  default Optional<DomainClassifier> classifier() {
    return Optional.empty();
  }

  /**
   * x̂₀ + σ'(√(1 − η²) ε + η z): down to the next noise level, a share η of whose noise is new.
   *
   * @param eps the noise as the denoiser sees it
   */
  static NDArray renoised(Stage s, NDArray x0, NDArray eps, double eta) {
    if (s.next() == 0) {
      return x0;
    }
    var kept = x0.add(eps.mul(s.next() * Math.sqrt(1 - eta * eta)));
    return eta == 0 ? kept : kept.add(s.noise().mul(s.next() * eta));
  }

  /** Refuses a share outside [0, 1]. */
  static void share(String symbol, double v) {
    if (!(v >= 0 && v <= 1)) {
      throw new IllegalArgumentException(
          symbol + " is a share from 0 to 1, not " + Numbers.text(v));
    }
  }

  /** The expression: a word, its prior, and the settings that differ from the usual. */
  default String text(String word, int usual, String own) {
    int n = settings().steps();
    return word
        + "("
        + prior().text()
        + ")"
        + (n == usual ? "" : ".steps(" + n + ")")
        + own
        + settings().text();
  }

  /** The lines of an equation, the last one saying where σ comes from. */
  default Optional<String> lines(String... lines) {
    var levels = path();
    return Optional.of(
        "\\begin{aligned} "
            + String.join(" \\\\ ", lines)
            + " \\\\ \\sigma &= \\tfrac12\\sqrt{(1 - \\bar\\alpha_t)/\\bar\\alpha_t},\\quad t \\in \\{%d \\ldots %d\\}\\ \\text{in %d steps}%s \\end{aligned}"
                .formatted(
                    levels.first(),
                    levels.last(),
                    settings().steps(),
                    settings().assumed().isPresent()
                        ? ",\\quad \\text{assumes}\\ \\sigma_y = "
                            + Numbers.text(settings().assumed().getAsDouble())
                        : ""));
  }
}
