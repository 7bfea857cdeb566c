package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;

/** A step that answers as another one does, but for what it overrides. */
public interface StepView extends Step {
  /** The step that answers. */
  Step step();

  @Override
  default double sigma() {
    return step().sigma();
  }

  @Override
  default double progress() {
    return step().progress();
  }

  @Override
  default int index() {
    return step().index();
  }

  @Override
  default NDArray xt() {
    return step().xt();
  }

  @Override
  default NDArray at(Images images) {
    return step().at(images);
  }

  @Override
  default NDArray at(Measurements y) {
    return step().at(y);
  }

  @Override
  default NDArray startNoise() {
    return step().startNoise();
  }

  @Override
  default NDArray normal(String stream) {
    return step().normal(stream);
  }

  @Override
  default NDArray uniform(String stream) {
    return step().uniform(stream);
  }

  /** The name under which the step that answers at last knows this stream. */
  default String stream(String name) {
    return step() instanceof StepView view ? view.stream(name) : name;
  }
}
