package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sfumato.Step;

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
   * D(x; σ), and a vector pulled back through it: one evaluation of the network and one of its
   * gradient. Terms of guidance take no part.
   *
   * @param v the vector, made from the denoised images, {@code [n, C, H, W]}
   */
  default Pulled pull(NDArray x, double sigma, UnaryOperator<NDArray> v) {
    throw new IllegalStateException(
        "no network stands behind this interval; only the intervals of a run pull back");
  }

  /**
   * A denoised image and a gradient.
   *
   * @param denoised D(x; σ)
   * @param gradient vᵀ ∂D/∂x
   */
  record Pulled(NDArray denoised, NDArray gradient) {}

  /** Where the run is: measurements and random numbers of the images at hand. */
  default Step at() {
    throw new IllegalStateException("this interval is not of a run of images");
  }

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
