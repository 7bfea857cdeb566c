package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.sfumato.Measurements;
import org.sfumato.Prior;
import org.sfumato.Step;
import org.sfumato.corruption.Structured;
import org.sfumato.corruption.Svd;

/**
 * What a restorer has to solve, y = A x + n with n of standard deviation σ_y, and what it may ask
 * about it. All is in [0, 1] units. What was never measured takes no part: the entries of y there
 * say nothing, and a residual there would be a constant that no image can reduce.
 *
 * @param who the restorer, to begin sentences with
 * @param noise σ_y, the measurements' own or the one to be assumed
 */
public record Problem(String who, Measurements y, Structured a, double noise) {
  static Problem of(String who, Prior prior, Measurements y, double noise) {
    if (y.size() == 0) {
      throw new IllegalArgumentException("there is nothing to restore: y has no images");
    }
    int[] drawn = prior.imageShape();
    if (!Arrays.equals(drawn, y.imageShape())) {
      throw new IllegalArgumentException(
          "%s draws images of shape %s, but y measures images of shape %s; use a prior of that shape, or measure resized images"
              .formatted(prior.text(), Arrays.toString(drawn), Arrays.toString(y.imageShape())));
    }
    return new Problem(who, y, Structured.of(y.operator()), noise);
  }

  /**
   * Refuses a corruption that is not known to be linear.
   *
   * @throws IllegalArgumentException if it is not
   */
  void linear() {
    if (!a.linear()) {
      throw new IllegalArgumentException(
          "%s needs a corruption that is linear; %s is not known to be. Use dps."
              .formatted(who, a.text()));
    }
  }

  /** y − A x where something was measured, in the shape of the measurements. */
  public NDArray residual(NDArray x, Step s) {
    var r = s.at(y).sub(a.of(x, s));
    return r.mul(a.measured(r, s));
  }

  /** A⁺y, in the shape of the images. */
  public NDArray dagger(Step s) {
    return a.dagger(s.at(y), s);
  }

  /** (I − A⁺A) x: what of the images was not measured. */
  public NDArray unmeasured(NDArray x, Step s) {
    return x.sub(a.dagger(a.of(x, s), s));
  }

  /**
   * Aᵀ(A Aᵀ + ridge I)⁻¹ r, which is (AᵀA + ridge I)⁻¹ Aᵀ r; with ridge 0 it is A⁺r.
   *
   * @param r in the shape of the measurements
   * @return the shape of the images
   */
  public NDArray correction(NDArray r, double ridge, Step s) {
    return ridge == 0 ? a.dagger(r, s) : a.adjoint(a.solveMeasured(r, ridge, s), s);
  }

  /**
   * The singular values.
   *
   * @throws IllegalArgumentException if they are not known
   */
  public Svd svd() {
    return a.svd()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s needs a corruption with a known spectrum; %s has none. Use dps."
                        .formatted(who, a.text())));
  }
}
