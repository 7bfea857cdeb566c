package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * What a loss sees at one visit of some rows of the material. The rows' own identities are of this
 * visit, so what belongs to all of the material is looked up by place.
 */
final class VisitStep implements Step {
  private final ChunkStep step;
  private final int all;

  /**
   * @param like in the shape of the images
   * @param all how many rows the material has
   */
  VisitStep(NDArray like, Batch batch, int all, Noise noise) {
    this.step = new ChunkStep(like, batch.ids(), batch.places(), all, noise, 0, 0, batch.visit());
    this.all = all;
  }

  @Override
  public double sigma() {
    return step.sigma();
  }

  @Override
  public double progress() {
    return step.progress();
  }

  @Override
  public int index() {
    return step.index();
  }

  @Override
  public NDArray xt() {
    return step.xt();
  }

  @Override
  public NDArray at(Images images) {
    return step.at(images);
  }

  @Override
  public NDArray at(Measurements y) {
    if (y.size() != all) {
      return step.at(y);
    }
    var shape = y.shape();
    int one = shape[1] * shape[2] * shape[3];
    int[] places = step.places();
    var values = new float[places.length * one];
    for (int k = 0; k < places.length; k++) {
      y.read(places[k], values, k * one);
    }
    return Torch.manager().create(values, new Shape(places.length, shape[1], shape[2], shape[3]));
  }

  @Override
  public NDArray normal(String stream) {
    return step.normal(stream);
  }

  @Override
  public NDArray uniform(String stream) {
    return step.uniform(stream);
  }
}
