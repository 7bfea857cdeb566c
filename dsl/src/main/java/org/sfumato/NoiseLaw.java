package org.sfumato;

import ai.djl.ndarray.NDArray;

/**
 * How measurements are disturbed after the corruption has acted, such as {@code gaussian(0.05)}.
 */
public interface NoiseLaw extends Shown {
  /**
   * The disturbed measurements.
   *
   * @param clean A x, {@code [n, …]}
   * @param s gives random numbers in the shape of {@code clean}, keyed by the image's identity
   * @return the shape of {@code clean}
   */
  NDArray of(NDArray clean, Step s);

  /** Standard deviation of what it adds, in [0, 1] units. */
  double level();
}
