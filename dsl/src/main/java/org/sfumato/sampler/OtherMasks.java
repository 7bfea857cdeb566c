package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;
import org.sfumato.diffusion.Masked;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.StepView;

/** A step at which the prior can be asked what it sees through its other masks. */
final class OtherMasks implements StepView {
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
  public Step step() {
    return step;
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
}
