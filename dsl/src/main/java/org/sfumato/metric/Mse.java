package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * Mean squared error: (1/K) Σ (x − y)² over all K values of an image, in squared [0, 1] units.
 *
 * @param reference the images y, empty until they are given
 */
public record Mse(Optional<Images> reference) implements Metric {
  @Override
  public NDArray of(NDArray x, Step s) {
    return Pair.of("MSE", x, reference, s).meanSquare();
  }

  @Override
  public String name() {
    return "MSE";
  }

  @Override
  public String variant() {
    return "range 1";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Mse against(Images images) {
    return new Mse(Optional.of(images));
  }
}
