package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Numbers in another precision, on the gradient tape. DJL's own {@code toType} cuts the tape
 * without a word: what is computed from its result has no gradient.
 */
public final class Precision {
  private static final Op DOUBLE =
      Op.of("def to_double(self, x: Tensor) -> Tensor:\n  return torch.to(x, 7)\n");
  private static final Op SINGLE =
      Op.of("def to_single(self, x: Tensor) -> Tensor:\n  return torch.to(x, 6)\n");

  private Precision() {}

  /** In double precision; the array itself if it is so already. */
  public static NDArray twice(NDArray x) {
    return x.getDataType() == DataType.FLOAT64 ? x : DOUBLE.on(x);
  }

  /** In the precision of another array, single or double. */
  public static NDArray like(NDArray x, NDArray other) {
    if (x.getDataType() == other.getDataType()) {
      return x;
    }
    return other.getDataType() == DataType.FLOAT64 ? DOUBLE.on(x) : SINGLE.on(x);
  }
}
