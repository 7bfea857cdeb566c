package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sfumato.ImageId;
import org.sfumato.Step;
import org.sfumato.engine.StepView;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/** A step whose random numbers are the same for all images. */
record SharedStep(Step step, long seed) implements StepView {
  private static final ImageId ALL = new ImageId("shared", 0);

  @Override
  public NDArray uniform(String stream) {
    Shape one = one();
    var values = new float[(int) one.size()];
    new Noise(seed).uniform(stream(stream), ALL, 0, values, 0, values.length);
    return Torch.manager().create(values, one);
  }

  @Override
  public NDArray normal(String stream) {
    Shape one = one();
    var values = new float[(int) one.size()];
    new Noise(seed).normal(stream(stream), ALL, 0, values, 0, values.length);
    return Torch.manager().create(values, one);
  }

  private Shape one() {
    var shape = step.xt().getShape();
    return new Shape(1, shape.get(1), shape.get(2), shape.get(3));
  }
}
