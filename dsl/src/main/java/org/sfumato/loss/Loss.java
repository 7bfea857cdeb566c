package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import org.sfumato.Shown;
import org.sfumato.Step;

/** What training makes small: one value per image. */
@FunctionalInterface
public interface Loss extends Shown {
  /**
   * @param net the denoiser in training, D(x; σ) with one σ per image
   * @param x0 clean images, {@code [n, C, H, W]} in [0, 1]
   * @param s random numbers keyed by (seed, image, visit)
   * @return {@code [n]}
   */
  NDArray of(Denoiser net, NDArray x0, Step s);

  @Override
  default String text() {
    return getClass().getSimpleName();
  }

  /** A denoiser in training. */
  @FunctionalInterface
  interface Denoiser {
    /** {@code x [n, C, H, W]} in [0, 1] units and {@code sigma [n]}, in the same units. */
    NDArray denoise(NDArray x, NDArray sigma);
  }
}
