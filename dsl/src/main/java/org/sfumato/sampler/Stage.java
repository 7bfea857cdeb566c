package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.sfumato.Step;

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

  /**
   * D(x; σ), and a vector pulled back through it: one evaluation of the network and one of its
   * gradient.
   *
   * @param v the vector, made from the denoised images, {@code [n, C, H, W]}
   */
  default Pulled pull(NDArray x, double sigma, UnaryOperator<NDArray> v) {
    throw new IllegalStateException(
        "no network stands behind this interval; only the intervals of a run pull back");
  }

  /** Where the run is: measurements and random numbers of the images at hand. */
  default Step at() {
    throw new IllegalStateException("this interval is not of a run of images");
  }

  /**
   * @param denoised D(x; σ)
   * @param gradient vᵀ ∂D/∂x
   */
  record Pulled(NDArray denoised, NDArray gradient) {}

  /** Standard normal numbers of this interval, keyed by seed, image and step. */
  NDArray noise();
}
