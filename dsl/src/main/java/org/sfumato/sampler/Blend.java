package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;
import org.sfumato.diffusion.EditedText;

/** After each step, what an edit is not about is the source's again. */
record Blend(EditedText prior) implements Hook {
  @Override
  public NDArray state(NDArray x, Step s) {
    return prior.blended(x, s);
  }
}
