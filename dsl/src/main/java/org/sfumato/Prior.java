package org.sfumato;

import ai.djl.ndarray.NDArray;

/**
 * A distribution of images, known by its denoiser D(x; σ): the mean of the clean image given the
 * image plus Gaussian noise of standard deviation σ. Everything is in [0, 1] units; networks in
 * [−1, 1] are wrapped once, D(x; σ) = ½(1 + D_net(2x − 1; 2σ)).
 */
public interface Prior extends Shown {
  /**
   * The best guess of the clean images.
   *
   * @param x noisy images, {@code [n, C, H, W]}
   * @param sigma noise level, between {@link #sigmaMin()} and {@link #sigmaMax()}
   * @return {@code [n, C, H, W]}, differentiable in x where the caller's gradient mode is on
   */
  NDArray denoise(NDArray x, double sigma);

  /**
   * The best guess of the clean images of a run. A prior that looks through masks draws them from
   * the run's random numbers.
   *
   * @param s random numbers keyed by the run's seed and the images
   */
  default NDArray denoise(NDArray x, double sigma, Step s) {
    return denoise(x, sigma);
  }

  /** How often its network is evaluated for one denoising; 2 under classifier-free guidance. */
  default int evaluations() {
    return 1;
  }

  /** The smallest noise level this prior knows. */
  double sigmaMin();

  /** The largest noise level this prior knows. */
  double sigmaMax();

  /** {@code [C, H, W]} of the images it draws. */
  int[] imageShape();

  /** Where its weights come from. */
  Provenance provenance();
}
