package org.sfumato;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * A number about a set of images as a whole, such as FID, or about how it was made, such as NFE. No
 * single image has such a number, so it has no interval over images; a table gives one over seeds
 * from five seeds on.
 */
public interface SetMetric extends Metric {
  /** The number of this set. */
  double ofAll(Images x);

  @Override
  default NDArray of(NDArray x, Step s) {
    throw new IllegalArgumentException(
        name() + " is about a whole set of images and has no value for one image; use it in score");
  }

  @Override
  default boolean differentiable() {
    return false;
  }

  /** The same metric against this set. Metrics that need no reference refuse. */
  @Override
  default SetMetric against(Images reference) {
    throw new UnsupportedOperationException(name() + " compares with no reference");
  }

  @Override
  default SetMetric named(String name) {
    return new Named(this, name, higherIsBetter(), ranked());
  }

  @Override
  default SetMetric lowerIsBetter() {
    return new Named(this, name(), false, true);
  }

  @Override
  default SetMetric neutral() {
    return new Named(this, name(), higherIsBetter(), false);
  }

  /** A metric of sets under another name, or ranked another way. */
  record Named(SetMetric metric, String name, boolean higherIsBetter, boolean ranked)
      implements SetMetric {
    @Override
    public double ofAll(Images x) {
      return metric.ofAll(x);
    }

    @Override
    public String unit() {
      return metric.unit();
    }

    @Override
    public String variant() {
      return metric.variant();
    }

    @Override
    public boolean repeatable() {
      return metric.repeatable();
    }

    @Override
    public Optional<Images> comparedWith() {
      return metric.comparedWith();
    }

    @Override
    public SetMetric against(Images reference) {
      return new Named(metric.against(reference), name, higherIsBetter, ranked);
    }
  }
}
