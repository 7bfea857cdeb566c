package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;

/**
 * The four places where a method may change a run. Everything that is not a sampler is a hook: a
 * restorer is a sampler plus hooks.
 */
public interface Hook {
  /** What the network sees instead of the state. */
  default NDArray input(NDArray x, Step s) {
    return x;
  }

  /** The denoised images, before guidance: projections, clipping. */
  default NDArray denoised(NDArray d, Step s) {
    return d;
  }

  /** The denoised images after guidance, which is the score function in other units. */
  default NDArray score(NDArray d, Step s) {
    return d;
  }

  /** The state after a step: re-noising, spectral updates. */
  default NDArray state(NDArray x, Step s) {
    return x;
  }
}
