package org.sfumato.loss;

import java.util.Map;
import org.sfumato.Shown;

/** What a training makes small: a {@link Loss} of images, or an {@link Alignment} of pairs. */
public interface Objective extends Shown {
  /** What a model that minimises it must know of it, by the key of its provenance. */
  default Map<String, String> note() {
    return Map.of();
  }

  @Override
  default String text() {
    return getClass().getSimpleName();
  }
}
