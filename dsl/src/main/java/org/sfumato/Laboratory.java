package org.sfumato;

import java.util.List;
import java.util.ServiceLoader;

/**
 * How corruptions are carried out and combined on the engine, which the nouns do not know; found by
 * {@link ServiceLoader}.
 */
public interface Laboratory {
  Measurements measure(Corruption corruption, Images x);

  /**
   * The corruption with its random numbers drawn once for these images.
   *
   * @param imageShape {@code [C, H, W]}
   */
  Corruption realised(Corruption corruption, List<ImageId> ids, int[] imageShape);

  /** The second after the first. */
  Corruption chained(Corruption first, Corruption then);

  Corruption noisy(Corruption corruption, NoiseLaw noise);

  /** The corruption with each measured entry hidden with probability {@code delta}. */
  Corruption further(Corruption corruption, double delta);

  /** The same corruption with another seed. */
  Corruption seeded(Corruption corruption, long seed);

  /** What of the measurements is to be looked at, clipped to [0, 1]. */
  Images preview(Measurements y);

  static Laboratory found() {
    return Found.LABORATORY;
  }

  /** Loaded once, when the first corruption is applied. */
  final class Found {
    private static final Laboratory LABORATORY =
        ServiceLoader.load(Laboratory.class, Laboratory.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no engine for corruptions on the class path; is the jar whole?"));

    private Found() {}
  }
}
