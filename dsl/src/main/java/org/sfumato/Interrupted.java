package org.sfumato;

import java.util.Optional;

/** Long work was stopped, by its user or by a failure; what it had is kept where it can be. */
public final class Interrupted extends RuntimeException {
  private final transient Shown kept;

  public Interrupted(String sentence, Shown kept) {
    super(sentence);
    this.kept = kept;
  }

  /** What the work had when it was stopped: images, a table, a checkpoint's path. */
  public Optional<Shown> kept() {
    return Optional.ofNullable(kept);
  }
}
