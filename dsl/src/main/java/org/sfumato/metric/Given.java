package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * A metric given by a function.
 *
 * @param name the column's name
 * @param function one value per image
 * @param higherIsBetter whether more is better
 */
public record Given(String name, Metric function, boolean higherIsBetter) implements Metric {
  public Given {
    Objects.requireNonNull(function, "function");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a metric needs a name for its column");
    }
  }

  /** The same metric, of which less is better. */
  @Override
  public Given lowerIsBetter() {
    return new Given(name, function, false);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return function.of(x, s);
  }

  @Override
  public boolean ranked() {
    return function.ranked();
  }

  @Override
  public Optional<Images> comparedWith() {
    return function.comparedWith();
  }

  @Override
  public boolean differentiable() {
    return function.differentiable();
  }

  @Override
  public String variant() {
    return function.variant();
  }
}
