package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;

/** One value per image of a chunk: {@code [n, C, H, W]} to {@code [n]}. */
@FunctionalInterface
public interface PerImage {
  NDArray of(NDArray x, Step s);

  /**
   * The values if there is one per image. A sum over the whole batch would let images influence one
   * another, and their results would depend on the company they are computed in.
   *
   * @param values what was returned
   * @param what who returned it, to begin the sentence with
   * @param n how many images there are
   * @throws IllegalArgumentException naming who returned what
   */
  static NDArray checked(NDArray values, String what, long n) {
    var shape = values == null ? null : values.getShape();
    if (shape != null && shape.dimension() == 1 && shape.get(0) == n) {
      return values;
    }
    String returned =
        shape == null ? "nothing" : shape.dimension() == 0 ? "a scalar" : "the shape " + shape;
    throw new IllegalArgumentException(
        "%s returned %s, but one value per image is needed, [%d]; use sqNorm(a), norm(a) or average(a)"
            .formatted(what, returned, n));
  }
}
