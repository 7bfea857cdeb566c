package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;

/** Random numbers of a step, in the size of what a corruption is given. */
final class Draws {
  private Draws() {}

  /**
   * One uniform number per pixel of {@code x}. A step has numbers for whole images; behind a
   * corruption that shrinks them the upper left part is taken.
   *
   * @return {@code [n, 1, h, w]}, or {@code [1, 1, h, w]} if shared
   */
  static NDArray plane(Step s, String stream, NDArray x) {
    return plane(s.uniform(stream), x);
  }

  /** One of the numbers {@code u} for each pixel of {@code x}. */
  static NDArray plane(NDArray u, NDArray x) {
    long h = x.getShape().get(2);
    long w = x.getShape().get(3);
    if (u.getShape().get(2) < h || u.getShape().get(3) < w) {
      throw new IllegalArgumentException(
          "there are random numbers for %d×%d pixels, but %d×%d are to be masked; mask before enlarging"
              .formatted(u.getShape().get(2), u.getShape().get(3), h, w));
    }
    return u.get(":, 0:1, 0:" + h + ", 0:" + w);
  }
}
