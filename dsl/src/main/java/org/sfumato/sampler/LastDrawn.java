package org.sfumato.sampler;

import java.util.Optional;

/**
 * The images of a run that was stopped, so that nothing is lost with the cell that was interrupted.
 */
final class LastDrawn {
  private static volatile Drawn kept;

  private LastDrawn() {}

  static void keep(Drawn drawn) {
    kept = drawn;
  }

  static Optional<Drawn> found() {
    return Optional.ofNullable(kept);
  }
}
