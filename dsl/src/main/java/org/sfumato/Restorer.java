package org.sfumato;

/**
 * What makes images from measurements. One of your own is one method; {@code restorer(name, f)}
 * gives it a name and the seed.
 */
@FunctionalInterface
public interface Restorer extends Shown {
  /**
   * The images behind the measurements: as many, with the same identities, in the shape {@link
   * Measurements#imageShape()}.
   *
   * @throws IllegalArgumentException if these measurements are of a kind it can do nothing with
   */
  Images restore(Measurements y);

  /** The same with another seed; one that draws no random numbers is the same for all. */
  default Restorer seed(long seed) {
    return this;
  }

  @Override
  default String text() {
    var simple = getClass().getSimpleName();
    return simple.isEmpty() || getClass().isHidden() || getClass().isSynthetic()
        ? "restorer"
        : simple;
  }
}
