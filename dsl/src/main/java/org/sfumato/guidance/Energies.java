package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;

/** One number per image: how arrays become energies. */
final class Energies {
  /** Keeps the gradient of a norm finite where the norm is 0; a norm of 0 reads 1e-6. */
  private static final double SMALL = 1e-12;

  private Energies() {}

  static NDArray sqNorm(NDArray a) {
    return sum(a.square());
  }

  static NDArray norm(NDArray a) {
    return sqNorm(a).add(SMALL).sqrt();
  }

  static NDArray average(NDArray a) {
    return sum(a).div((double) a.getShape().size() / a.getShape().get(0));
  }

  /** The sum over all but the first axis. */
  static NDArray sum(NDArray a) {
    int axes = a.getShape().dimension();
    if (axes == 0) {
      throw new IllegalArgumentException(
          "a scalar has no images to sum within; give an array whose first axis counts the images");
    }
    return axes == 1 ? a : a.sum(IntStream.range(1, axes).toArray());
  }
}
