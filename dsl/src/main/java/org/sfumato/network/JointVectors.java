package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import org.sfumato.JointEncoder;

/**
 * A joint encoder whose vectors of pictures can be differentiated, so that a sentence can steer a
 * sampler.
 */
public interface JointVectors extends JointEncoder {
  /**
   * The vectors of pictures, on the gradient tape if gradients are on.
   *
   * @param x {@code [n, C, H, W]} in [0, 1]
   * @return {@code [n, d]}, of length 1 each
   */
  NDArray vectors(NDArray x);
}
