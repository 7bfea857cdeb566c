package org.sfumato.diffusion;

import org.sfumato.Shown;

/**
 * A path from image to noise: the noise level σ(t) for t from 0 to 1, in [0, 1] units. The state is
 * always x₀ + σ(t) n; a variance-preserving path only decides σ(t).
 */
public interface Sde extends Shown {
  /** σ at time t in [0, 1]; it grows with t. */
  double sigma(double t);

  /** The time at which the path has this σ; the inverse of {@link #sigma}. */
  double time(double sigma);

  default double sigmaMin() {
    return sigma(0);
  }

  default double sigmaMax() {
    return sigma(1);
  }

  /** The stochastic differential equation in LaTeX, run backwards. */
  String equation();

  @Override
  default java.util.Optional<String> latex() {
    return java.util.Optional.of(equation());
  }
}
