package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;

/** One channel of a batch: 0.299 R + 0.587 G + 0.114 B for colour. */
public final class Gray {
  private Gray() {}

  /**
   * @param a {@code [n, C, H, W]} with 1 or 3 channels
   * @return {@code [n, 1, H, W]}
   */
  public static NDArray of(NDArray a) {
    long channels = a.getShape().get(1);
    if (channels == 1) {
      return a;
    }
    if (channels != 3) {
      throw new IllegalArgumentException("gray is defined for 1 or 3 channels, not " + channels);
    }
    var sum = a.get(":, 0:1").mul(.299).add(a.get(":, 1:2").mul(.587));
    return sum.add(a.get(":, 2:3").mul(.114));
  }
}
