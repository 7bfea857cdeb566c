package org.sfumato;

import java.util.ServiceLoader;

/** How a corruption is carried out on the engine; found by {@link ServiceLoader}. */
public interface Laboratory {
  Measurements measure(Corruption corruption, Images x);

  static Laboratory found() {
    return Found.LABORATORY;
  }

  /** Loaded once, when the first corruption is applied. */
  final class Found {
    private static final Laboratory LABORATORY =
        ServiceLoader.load(Laboratory.class, Laboratory.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no engine for corruptions on the class path; is the jar whole?"));

    private Found() {}
  }
}
