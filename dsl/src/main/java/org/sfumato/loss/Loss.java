package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;

/** What training makes small: one value per image. */
@FunctionalInterface
public interface Loss extends Objective {
  /**
   * @param net the denoiser in training, D(x; σ) with one σ per image
   * @param x0 what is trained on: clean images, {@code [n, C, H, W]} in [0, 1], or measurements if
   *     the loss was put {@linkplain #on(Measurements) on} them
   * @param s random numbers keyed by (seed, image, visit)
   * @return {@code [n]}
   */
  NDArray of(Denoiser net, NDArray x0, Step s);

  /**
   * This loss on clean images.
   *
   * @throws IllegalArgumentException if it learns from measurements only
   */
  default Loss on(Images images) {
    return this;
  }

  /**
   * This loss on measurements.
   *
   * @throws IllegalArgumentException if it needs clean images, or other measurements
   */
  default Loss on(Measurements y) {
    throw new IllegalArgumentException(
        text()
            + " learns from clean images, but it was given "
            + y.text()
            + "; minimise ambient(A, A.further(0.1)), or train on y.preview() to take the measurements for images");
  }

  /** Whether the network is told which pixels are seen. */
  default boolean masks() {
    return false;
  }

  /** Whether the network is told about a source by two maps. */
  default boolean maps() {
    return false;
  }

  /** A denoiser in training. */
  @FunctionalInterface
  interface Denoiser {
    /** {@code x [n, C, H, W]} in [0, 1] units and {@code sigma [n]}, in the same units. */
    NDArray denoise(NDArray x, NDArray sigma);

    /**
     * The same for a network that sees parts of its images.
     *
     * @param masked {@code [n, C, H, W]}, what is hidden at ½
     * @param seen {@code [n, 1, H, W]}, 1 where a pixel is seen and 0 where it is hidden
     * @param sigma {@code [n]}
     */
    default NDArray denoise(NDArray masked, NDArray seen, NDArray sigma) {
      throw new IllegalArgumentException(
          "this loss tells the network which pixels are seen, and the network has no channel for it; use unet(…).maskChannel()");
    }

    /**
     * The bare network F, without preconditioning.
     *
     * @param input {@code [n, channels it sees, H, W]}
     * @param c ln σ/4 in the network's range, {@code [n]}
     * @return {@code [n, C, H, W]}
     */
    default NDArray answer(NDArray input, NDArray c) {
      throw new IllegalArgumentException(
          "this loss speaks to the network itself, which is out of reach here");
    }
  }
}
