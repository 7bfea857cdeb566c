package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;

/** One interval of a run, as a sampler sees it: from {@code sigma} down to {@code next}. */
public interface Stage {
  /** The state x, {@code [n, C, H, W]}. */
  NDArray x();

  /** Where the interval begins. */
  double sigma();

  /** Where it ends; 0 in the last interval. */
  double next();

  /** The guided denoiser D̃(x; σ). Every call is one evaluation of the network. */
  NDArray denoise(NDArray x, double sigma);

  /** Standard normal numbers of this interval, keyed by seed, image and step. */
  NDArray noise();
}
