package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.Measurements;
import org.sfumato.NoiseLaw;
import org.sfumato.Step;
import org.sfumato.engine.Grad;

/**
 * A corruption that says what is known about it: whether it is linear, its adjoint, its singular
 * values, and what it does to the variance of independent pixels. Combinations keep what their
 * parts know.
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
   * The singular value decomposition, where one is known in closed form.
   *
   * @return empty if none is known
   */
  default Optional<Svd> svd() {
    return Optional.empty();
  }

  /**
   * The singular values for images of h×w pixels with one channel, sorted.
   *
   * @throws IllegalArgumentException if they are not known
   */
  default Spectrum spectrum(int h, int w) {
    return Spectrum.of(this, h, w);
  }

  /**
   * (AᵀA + ridge·I)⁻¹ b: exact where a singular value decomposition is known, else by conjugate
   * gradients, each image on its own, until the residual is 10⁻⁶ of b's (10⁻¹² in double
   * precision).
   *
   * @param b {@code [n, C, H, W]} in the shape of the images
   * @param ridge from 0 up; at 0 the least-norm solution
   * @return the shape of {@code b}, without a gradient
   * @throws UnsupportedOperationException if the corruption is not linear
   */
  default NDArray solve(NDArray b, double ridge, Step s) {
    return Solving.images(this, b, ridge, s);
  }

  /**
   * (AAᵀ + ridge·I)⁻¹ r, as {@link #solve}.
   *
   * @param r in the shape of the measurements
   * @param ridge from 0 up; at 0 the least-norm solution
   * @return the shape of {@code r}, without a gradient
   * @throws UnsupportedOperationException if the corruption is not linear
   */
  default NDArray solveMeasured(NDArray r, double ridge, Step s) {
    return Solving.measurements(this, r, ridge, s);
  }

  /**
   * A⁺ y, the smallest image that explains the measurements best: by the singular value
   * decomposition where one is known, else by conjugate gradients. Singular values below 10⁻⁴ of
   * the largest (10⁻¹⁰ in double precision) count as 0, for their coefficients are rounding errors.
   *
   * @param y in the shape of the measurements
   * @return {@code [n, C, H, W]}, without a gradient
   * @throws UnsupportedOperationException if the corruption is not linear
   */
  default NDArray dagger(NDArray y, Step s) {
    return Solving.dagger(this, y, s);
  }

  /**
   * How much of each pixel is measured: the diagonal of A⁺A, the mean of a pixel's channels. For a
   * mask it is the mask. Exact by the singular value decomposition where it is known, else
   * estimated from 32 random signs for each pixel (Hutchinson 1990).
   *
   * @param like an array in the shape and number type of the images
   * @return {@code [n, 1, H, W]} in [0, 1]
   * @throws UnsupportedOperationException if the corruption is not linear
   */
  default NDArray visibility(NDArray like, Step s) {
    return Visibility.of(this, like, s);
  }

  /**
   * Why something of an image is never measured, whichever image it is, so that nothing can be
   * learned about it from any number of images: the mean of A⁺A over images is singular.
   *
   * @return empty if everything is measured in some images, or if nothing is known
   */
  default Optional<String> blind() {
    return Optional.empty();
  }

  /** The same for images of h×w pixels: a large box hides the middle of a small image always. */
  default Optional<String> blind(int h, int w) {
    return blind();
  }

  /**
   * Where something was measured at all.
   *
   * @param y in the shape of the measurements
   * @return 1 there and 0 elsewhere, broadcastable to {@code y}
   */
  default NDArray measured(NDArray y, Step s) {
    return y.onesLike();
  }

  /** The noise that its measurements carry. */
  default Optional<NoiseLaw> noise() {
    return Optional.empty();
  }

  /**
   * Why its measurements cannot be hidden one by one, for {@link #further}.
   *
   * @return empty if they can
   */
  default Optional<String> indivisible() {
    return Optional.empty();
  }

  /**
   * Gives each entry of the measurements that is kept or hidden as one its random number; by
   * default an entry is a pixel with all its channels.
   *
   * @param y in the shape of the measurements
   * @param u even in [0, 1), in the shape of the images
   * @return broadcastable to {@code y}
   */
  default NDArray entries(NDArray y, NDArray u) {
    return Draws.plane(u, y);
  }

  /**
   * What of the measurements is to be looked at.
   *
   * @param y in the shape of the measurements
   * @param s its state has the shape of the images
   * @return {@code [n, C, h, w]}, to be clipped to [0, 1]
   */
  default NDArray shown(NDArray y, Step s) {
    return y;
  }

  /** What {@link #shown} shows in words, for a caption; empty for the measurements themselves. */
  default String shownAs() {
    return "";
  }

  /**
   * A⁺ y for all measurements.
   *
   * @return {@code [N, C, H, W]}, in any range
   */
  default Measurements dagger(Measurements y) {
    return TorchLaboratory.dagger(this, y);
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
  default Structured plus(NoiseLaw noise) {
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
