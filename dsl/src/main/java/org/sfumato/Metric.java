package org.sfumato;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * A number per image that says how good it is. Metrics with a reference look up the reference's
 * rows by {@link Step#at(Images)}.
 */
@FunctionalInterface
public interface Metric extends Shown {
  /**
   * @param x images, {@code [n, C, H, W]}, in [0, 1]
   * @param s gives reference rows
   * @return {@code [n]}
   */
  NDArray of(NDArray x, Step s);

  /** The column's name, such as {@code SSIM}. */
  default String name() {
    var simple = getClass().getSimpleName();
    return simple.isEmpty() || getClass().isHidden() || getClass().isSynthetic()
        ? "metric"
        : simple;
  }

  /** What it is measured in, such as {@code dB}; empty for a pure number. Charts write it. */
  default String unit() {
    return "";
  }

  /**
   * The settings that define the number: window, sample or population, range, colour rule, bins,
   * units. Two scores may share a column only if this text is equal.
   */
  default String variant() {
    return "";
  }

  @Override
  default String text() {
    return name() + (variant().isEmpty() ? "" : " (" + variant() + ")");
  }

  /** Whether more is better; decides what a table marks as best. */
  default boolean higherIsBetter() {
    return true;
  }

  /** Whether more or less of it is better at all; if not, a table marks nothing as best. */
  default boolean ranked() {
    return true;
  }

  /** The same metric, of which less is wanted: likeness to a source that should be left behind. */
  default Metric lowerIsBetter() {
    return new Named(this, name(), false, true);
  }

  /** The same metric as a plain fact: neither more nor less of it is better. */
  default Metric neutral() {
    return new Named(this, name(), higherIsBetter(), false);
  }

  /**
   * The images it compares with; empty for metrics that compare with none, or were given none yet.
   */
  default Optional<Images> comparedWith() {
    return Optional.empty();
  }

  /** Whether gradients run through it, so that guidance can follow it. */
  default boolean differentiable() {
    return true;
  }

  /**
   * Whether the same images give the same number on another day. Times and memory do not; they are
   * shown, and never compared with those of another run.
   */
  default boolean repeatable() {
    return true;
  }

  /** The same metric in another column. */
  default Metric named(String name) {
    return new Named(this, name, higherIsBetter(), ranked());
  }

  /** The same metric against these images. Metrics that need no reference refuse. */
  default Metric against(Images reference) {
    throw new UnsupportedOperationException(name() + " compares with no reference");
  }

  /**
   * This metric for many looks at the same images, as a search for the best of them takes: what
   * depends on their reference alone is worked out now, and the numbers are the same.
   *
   * @param s a step of these images; what is worked out lives as long as the arrays of the caller's
   *     scope
   */
  default Metric settled(Step s) {
    return this;
  }

  /** A metric under another name, or ranked another way. */
  record Named(Metric metric, String name, boolean higherIsBetter, boolean ranked)
      implements Metric {
    @Override
    public NDArray of(NDArray x, Step s) {
      return metric.of(x, s);
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
    public Optional<Images> comparedWith() {
      return metric.comparedWith();
    }

    @Override
    public boolean differentiable() {
      return metric.differentiable();
    }

    @Override
    public boolean repeatable() {
      return metric.repeatable();
    }

    @Override
    public Metric named(String other) {
      return new Named(metric, other, higherIsBetter, ranked);
    }

    @Override
    public Metric lowerIsBetter() {
      return new Named(metric, name, false, true);
    }

    @Override
    public Metric neutral() {
      return new Named(metric, name, higherIsBetter, false);
    }

    @Override
    public Metric settled(Step s) {
      return new Named(metric.settled(s), name, higherIsBetter, ranked);
    }

    @Override
    public Metric against(Images reference) {
      return new Named(metric.against(reference), name, higherIsBetter, ranked);
    }
  }
}
