package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sfumato.Step;

/** Nothing was done to the image: a mask that hides nothing. */
public record Identity() implements Mask {
  @Override
  public NDArray of(NDArray x, Step s) {
    return x;
  }

  @Override
  public NDArray seen(NDArray x, Step s) {
    return x.getManager().ones(new Shape(1, 1, 1, 1), x.getDataType());
  }

  @Override
  public String equation(String x) {
    return x;
  }

  @Override
  public String text() {
    return "identity()";
  }
}
