package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Step;

/** A corruption with other random numbers. */
record Reseeded(Structured law, long seed) implements Structured {
  @Override
  public NDArray of(NDArray x, Step s) {
    return law.of(x, s);
  }

  @Override
  public boolean linear() {
    return law.linear();
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return law.adjoint(y, s);
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return law.variance(v, s);
  }

  @Override
  public double noiseLevel() {
    return law.noiseLevel();
  }

  @Override
  public Structured seed(long other) {
    return law.seed(other);
  }

  @Override
  public String equation(String x) {
    return law.equation(x);
  }

  @Override
  public String text() {
    return law.text() + ".seed(" + seed + ")";
  }
}
