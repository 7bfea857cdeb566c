package org.sfumato.benchmarks;

import ai.djl.ndarray.NDArray;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;

/** A step that has nothing to do: the term's source is on the device already. */
record BareStep(NDArray xt, NDArray source, double sigma, double progress, int index)
    implements Step {
  @Override
  public NDArray at(Images images) {
    return source;
  }

  @Override
  public NDArray at(Measurements y) {
    return source;
  }

  @Override
  public NDArray normal(String stream) {
    throw new UnsupportedOperationException("the bare parts draw no noise");
  }

  @Override
  public NDArray uniform(String stream) {
    throw new UnsupportedOperationException("the bare parts draw no noise");
  }
}
