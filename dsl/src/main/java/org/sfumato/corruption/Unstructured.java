package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import org.sfumato.Corruption;
import org.sfumato.Step;

/** A corruption of which nothing is known but what it does. */
record Unstructured(Corruption law) implements Structured {
  @Override
  public NDArray of(NDArray x, Step s) {
    return law.of(x, s);
  }

  @Override
  public boolean linear() {
    return false;
  }

  @Override
  public double noiseLevel() {
    return law.noiseLevel();
  }

  @Override
  public long seed() {
    return law.seed();
  }

  @Override
  public String equation(String x) {
    return law.equation(x);
  }

  @Override
  public String text() {
    return law.text();
  }
}
