package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import org.sfumato.Prior;
import org.sfumato.Step;

/**
 * A prior that was trained with parts of its images hidden, and is told which: h(Ã, Ãx; σ) of Daras
 * et al. 2023. It restores in one evaluation.
 */
public interface Masked extends Prior {
  /**
   * The best guess of the clean images from what is seen of noisy ones.
   *
   * @param masked m ⊙ x with hidden pixels at ½, the network's zero, {@code [n, C, H, W]}
   * @param seen m: 1 where a pixel is seen and 0 where it is hidden, {@code [n, 1, H, W]}
   * @param sigma noise level of what is seen
   * @return {@code [n, C, H, W]}
   */
  NDArray denoise(NDArray masked, NDArray seen, double sigma);

  /**
   * The best guess of the clean images of a run, through mask number {@code draw} of those that
   * this prior draws; 0 is the one that the run itself looks through.
   *
   * @param x the state, {@code [n, C, H, W]}
   * @param s random numbers keyed by the run's seed and the images
   */
  default NDArray denoise(NDArray x, double sigma, Step s, int draw) {
    throw new IllegalStateException(text() + " draws no masks of its own");
  }
}
