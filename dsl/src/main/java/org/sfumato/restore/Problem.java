package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Optional;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
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

  /** y − A x where something was measured, in the shape of the measurements. */
  public NDArray residual(NDArray x, Step s) {
    return measured(s.at(y).sub(a.of(x, s)), x, s);
  }

  /** A⁺y, in the shape of the images. */
  public NDArray dagger(Step s) {
    return correction(measured(s.at(y), s.xt(), s), 0, s);
  }

  /** (I − A⁺A) x: what of the images was not measured. */
  public NDArray unmeasured(NDArray x, Step s) {
    return x.sub(correction(a.of(x, s), 0, s));
  }

  private NDArray measured(NDArray r, NDArray x, Step s) {
    return a.variance(x.onesLike(), s)
        .map(v -> r.mul(v.gt(0).toType(r.getDataType(), false)))
        .orElse(r);
  }

  /**
   * Aᵀ(A Aᵀ + ridge I)⁻¹ r, which is (AᵀA + ridge I)⁻¹ Aᵀ r; with ridge 0 it is A⁺r.
   *
   * @param r in the shape of the measurements
   * @return the shape of the images
   */
  public NDArray correction(NDArray r, double ridge, Step s) {
    var v = a.variance(s.xt().onesLike(), s).orElseThrow(this::unknown);
    // Where nothing was measured and the ridge is 0, 0/0 is to be 0.
    var nothing = v.add(ridge).lte(0).toType(r.getDataType(), false);
    return a.adjoint(r.mul(nothing.mul(-1).add(1)).div(v.add(nothing).add(ridge)), s);
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "%s needs a corruption that it can invert; %s has no known inverse. Use dps."
            .formatted(who, a.text()));
  }

  /**
   * The singular values.
   *
   * @throws IllegalArgumentException if they are not known
   */
  public Svd svd() {
    return found()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s needs a corruption with a known spectrum; %s has none. Use dps."
                        .formatted(who, a.text())));
  }

  private Optional<Svd> found() {
    return a.svd();
  }

  /** σ_y as it stands in an equation. */
  String level(boolean isAssumed) {
    return "\\sigma_y = " + Numbers.text(noise) + (isAssumed ? "\\ \\text{(assumed)}" : "");
  }
}
