package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Step;

/** Nothing was done to the image. */
public record Identity() implements Linear {
  @Override
  public NDArray of(NDArray x, Step s) {
    return x;
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return y;
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return Optional.of(v);
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
