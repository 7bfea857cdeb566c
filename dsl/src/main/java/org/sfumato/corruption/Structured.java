package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.engine.Grad;

/**
 * A corruption that says what is known about it: whether it is linear, its adjoint, and what it
 * does to the variance of independent pixels. Combinations keep what their parts know.
 */
public interface Structured extends Corruption {
  /** Whether A(ax + by) = a A x + b A y. */
  boolean linear();

  /**
   * Aᵀ y, by automatic differentiation unless a corruption knows better.
   *
   * @param y {@code [n, …]} in the shape of the measurements
   * @param s its state has the shape of the images
   * @return {@code [n, C, H, W]}
   * @throws UnsupportedOperationException if the corruption is not linear
   */
  default NDArray adjoint(NDArray y, Step s) {
    if (!linear()) {
      throw new UnsupportedOperationException(
          text()
              + " has no adjoint because it is not known to be linear; implement Linear if it is");
    }
    Shape images = s.xt().getShape();
    DataType type = y.getDataType();
    var x = Grad.leaf(y.getManager().zeros(images, type));
    return Grad.on(() -> Grad.of(of(x, s).mul(y), x));
  }

  /**
   * The variances of the measurements of independent pixels: the diagonal of A diag(v) Aᵀ, known
   * where no two measurements share a pixel, so that the measurements are independent too. It is 0
   * where nothing was measured; with v = 1 it is A Aᵀ.
   *
   * @param v variances of the pixels, {@code [n, C, H, W]}
   * @return the shape of the measurements; empty if measurements share pixels, or nothing is known
   */
  default Optional<NDArray> variance(NDArray v, Step s) {
    return Optional.empty();
  }

  /**
   * How much of each pixel is measured, from 0 to 1: the diagonal of A⁺A.
   *
   * @param like an array in the shape and number type of the images
   * @return {@code [n, 1, H, W]}
   */
  default NDArray visibility(NDArray like, Step s) {
    return variance(like.onesLike(), s)
        .filter(v -> v.getShape().equals(like.getShape()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    text() + " does not say how much of each pixel it measures"))
        .get(":, 0:1");
  }

  /**
   * The singular value decomposition, where one is known in closed form.
   *
   * @return empty if none is known
   */
  default Optional<Svd> svd() {
    return Optional.empty();
  }

  /**
   * Aᵀ y for all measurements.
   *
   * @return {@code [N, C, H, W]}, in any range
   */
  default Measurements adjoint(Measurements y) {
    return TorchLaboratory.adjoint(this, y);
  }

  @Override
  default Structured then(Corruption next) {
    return Chain.of(this, next);
  }

  @Override
  default Structured plus(org.sfumato.NoiseLaw noise) {
    return Noisy.of(this, noise);
  }

  @Override
  default Structured further(double delta) {
    return new Further(this, delta);
  }

  /**
   * With more hidden by this mask, drawn anew at each visit. Where A leaves a hole that shows, as a
   * box does, only another hole like it lets one learn what is in the first: {@code box(24,
   * 24).further(box(24, 24))}.
   */
  default Structured further(Mask more) {
    return new Further(this, 0, java.util.Optional.of(more));
  }

  @Override
  default Structured seed(long seed) {
    return new Reseeded(this, seed);
  }

  /**
   * What is known about any corruption: nothing beyond the corruption itself if it does not say.
   */
  static Structured of(Corruption corruption) {
    return corruption instanceof Structured s ? s : new Unstructured(corruption);
  }
}
