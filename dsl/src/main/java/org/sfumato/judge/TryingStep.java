package org.sfumato.judge;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.engine.StepView;

/**
 * A step of no run: what a term asks for comes in the precision of the trial, and is noted.
 *
 * @param step that knows the images
 */
record TryingStep(Step step, DataType type, Trying.Sources sources) implements StepView {

  @Override
  public NDArray at(Images images) {
    sources.saw(images);
    return precise(step.at(images));
  }

  @Override
  public NDArray at(Measurements y) {
    sources.saw(y.imageShape(), y.ids());
    return precise(step.at(y));
  }

  @Override
  public NDArray normal(String stream) {
    return precise(step.normal(stream));
  }

  @Override
  public NDArray startNoise() {
    return precise(step.startNoise());
  }

  @Override
  public NDArray uniform(String stream) {
    return precise(step.uniform(stream));
  }

  /** There is no prior here, so other views of the state are the state, a little weaker. */
  @Override
  public NDArray denoised(int draw) {
    return step.xt().mul(1 - .1 / (1 + draw));
  }

  private NDArray precise(NDArray a) {
    return a.toType(type, false);
  }
}
