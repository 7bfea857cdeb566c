package org.sfumato;

import ai.djl.ndarray.NDArray;

/**
 * Where a run is: what a term, a weight or a corruption may look at besides the images themselves.
 * Arrays it gives live until the end of the step.
 */
public interface Step {
  /** The noise level σ of this evaluation, in [0, 1] units. */
  double sigma();

  /** u, from 0 (noise) to 1 (image), in the path's own time of this run. */
  double progress();

  /** The number of the step, from 0. */
  int index();

  /** The noisy state x_t, {@code [n, C, H, W]}. */
  NDArray xt();

  /** The rows of {@code images} that belong to the images at hand, {@code [n, C, H, W]}. */
  NDArray at(Images images);

  /** The rows of {@code y} that belong to the images at hand. */
  NDArray at(Measurements y);

  /**
   * Standard normal numbers in the shape of the images at hand, keyed by seed, stream, image and
   * step.
   */
  NDArray normal(String stream);

  /** Uniform numbers in [0, 1) in the shape of the images at hand, keyed like {@link #normal}. */
  NDArray uniform(String stream);

  /**
   * The standard normal numbers e that the run began with, in the shape of the images at hand: the
   * same at every step, so that {@code y + σ e} is another image at the run's own noise level.
   *
   * @throws IllegalStateException if this is no step of a run
   */
  default NDArray startNoise() {
    throw new IllegalStateException("only a run has noise that it began with");
  }

  /**
   * What the run's prior makes of the same state through another of its masks, x̂₀ of mask number
   * {@code draw}; a gradient runs through it to the state. Each call is one evaluation of the
   * network.
   *
   * @param draw from 1; 0 is the mask that the run itself looks through
   * @return {@code [n, C, H, W]}
   * @throws IllegalStateException if the prior looks through no masks
   */
  default NDArray denoised(int draw) {
    throw new IllegalStateException(
        "only a prior that looks through masks has other views of the same state; use one that was trained by ambient(A, Ã), in a run");
  }
}
