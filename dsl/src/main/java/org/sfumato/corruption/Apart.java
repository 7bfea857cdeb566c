package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;
import org.sfumato.engine.StepView;

/**
 * A step whose random numbers are of streams with another name, so that a second corruption of the
 * same kind does not hide the same.
 */
record Apart(Step step, String prefix) implements StepView {
  @Override
  public NDArray normal(String stream) {
    return step.normal(prefix + stream);
  }

  @Override
  public NDArray uniform(String stream) {
    return step.uniform(prefix + stream);
  }
}
