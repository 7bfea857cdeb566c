package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;

/**
 * The singular value decomposition A = U Σ Vᵀ of a linear corruption, on batches. Coefficients
 * always have the shape of the images, {@code [n, C, H, W]}, one beside its singular value, so that
 * no order of coefficients can be mistaken for another; V is orthonormal on that whole space. A
 * coefficient of singular value 0 is one of which nothing is measured.
 */
public interface Svd {
  /**
   * Σ: the singular value of each coefficient, from 0 up.
   *
   * @param like an array in the shape and number type of the images
   * @return {@code [n, C, H, W]} or broadcastable to it
   */
  NDArray values(NDArray like, Step s);

  /** Vᵀ x: the coefficients of images, {@code [n, C, H, W]} to {@code [n, C, H, W]}. */
  NDArray coefficients(NDArray x, Step s);

  /** V c: the images of coefficients, {@code [n, C, H, W]} to {@code [n, C, H, W]}. */
  NDArray images(NDArray c, Step s);

  /**
   * Uᵀ y: the coefficients of measurements.
   *
   * @param y in the shape of the measurements
   * @return {@code [n, C, H, W]}, 0 where the singular value is 0
   */
  NDArray measured(NDArray y, Step s);

  /**
   * U c: the measurements of coefficients; those of singular value 0 do not count.
   *
   * @return the shape of the measurements
   */
  NDArray measurements(NDArray c, Step s);

  /**
   * Whether each measurement is one coefficient, ± as it is, so that measurements can be hidden one
   * by one and the rest is still decomposed.
   */
  default boolean entrywise() {
    return false;
  }

  /**
   * How much of each pixel some coefficients hold: the diagonal of V diag(c) Vᵀ, Σₖ Vᵢₖ² cₖ.
   * Estimated from 32 random signs for each pixel (Hutchinson 1990) where nothing better is known.
   *
   * @param c weights of the coefficients, {@code [n, C, H, W]}
   * @return {@code [n, C, H, W]}
   */
  default NDArray share(NDArray c, Step s) {
    return Visibility.estimated(z -> images(c.mul(coefficients(z, s)), s), c, s);
  }
}
