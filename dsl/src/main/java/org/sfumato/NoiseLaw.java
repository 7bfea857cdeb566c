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

  /**
   * Standard deviation of what it adds, in [0, 1] units; where it depends on the value that is
   * disturbed, that of mid-grey, ½.
   */
  double level();

  /**
   * The variance of what is measured, for each clean value: the noise's own law matched pixel by
   * pixel in its second moment.
   *
   * @param clean A x
   * @return broadcastable to {@code clean}
   */
  default NDArray variance(NDArray clean) {
    return clean.getManager().create(level() * level()).toType(clean.getDataType(), false);
  }

  /** What is measured in LaTeX, where {@code clean} is what would be measured without noise. */
  default String equation(String clean) {
    return clean + (level() > 0 ? " + " + Numbers.text(level()) + "\\, n" : "");
  }
}
