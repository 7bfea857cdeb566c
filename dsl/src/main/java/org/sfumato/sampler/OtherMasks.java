package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.diffusion.Masked;
import org.sfumato.engine.ChunkStep;

/** A step at which the prior can be asked what it sees through its other masks. */
final class OtherMasks implements Step {
  private final ChunkStep step;
  private final Masked prior;
  private final NDArray state;
  private int looks;

  /**
   * @param state a leaf, so that gradients run to it
   */
  OtherMasks(ChunkStep step, Masked prior, NDArray state) {
    this.step = step;
    this.prior = prior;
    this.state = state;
  }

  @Override
  public NDArray denoised(int draw) {
    looks++;
    return prior.denoise(state, step.sigma(), step, draw);
  }

  /** How often the prior was asked. */
  int looks() {
    return looks;
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
    return step.at(y);
  }

  @Override
  public NDArray normal(String stream) {
    return step.normal(stream);
  }

  @Override
  public NDArray startNoise() {
    return step.startNoise();
  }

  @Override
  public NDArray uniform(String stream) {
    return step.uniform(stream);
  }
}
