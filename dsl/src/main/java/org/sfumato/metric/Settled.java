package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * A metric of which what depends on the reference alone was worked out before.
 *
 * @param f of images alone, {@code [n]}
 */
record Settled(Metric metric, UnaryOperator<NDArray> f) implements Metric {
  @Override
  public NDArray of(NDArray x, Step s) {
    return f.apply(x);
  }

  @Override
  public String name() {
    return metric.name();
  }

  @Override
  public String variant() {
    return metric.variant();
  }

  @Override
  public boolean higherIsBetter() {
    return metric.higherIsBetter();
  }
}
