package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** One interval of a run, as a sampler sees it: from {@code sigma} down to {@code next}. */
public interface Stage {
  /** The stream of {@link #noise()}. */
  String NOISE = "step";

  /** The state x, {@code [n, C, H, W]}. */
  NDArray x();

  /** Where the interval begins. */
  double sigma();

  /** Where it ends; 0 in the last interval. */
  double next();

  /** The guided denoiser D̃(x; σ). Every call is one evaluation of the network. */
  NDArray denoise(NDArray x, double sigma);

  /**
   * Standard normal numbers of this interval, keyed by seed, stream, image and step: every stream
   * has numbers of its own, and the same each time it is asked.
   */
  NDArray noise(String stream);

  /** Standard normal numbers of this interval. */
  default NDArray noise() {
    return noise(NOISE);
  }

  /**
   * What was seen in the interval before: for samplers that {@link Sampler#remembers remember}.
   * Empty in the first interval.
   */
  default Optional<Past> past() {
    return Optional.empty();
  }

  /**
   * The interval before.
   *
   * @param sigma where it began
   * @param denoised D̃ as it was first evaluated in it, {@code [n, C, H, W]}
   */
  record Past(double sigma, NDArray denoised) {}
}
