package org.sfumato.train;

import org.sfumato.Cancel;
import org.sfumato.Progress;

/** A training that somebody stops. */
final class Stopped {
  private Stopped() {}

  /** Runs it until so many steps are done; nobody is stopped after this. */
  static Fit<?> after(int steps, Training<?> training) throws Exception {
    try (var ear =
        Progress.listen(
            p -> {
              if (p.task().startsWith("train") && p.done() == steps) {
                Cancel.request();
              }
            })) {
      return training.fit();
    } finally {
      Cancel.clear();
    }
  }
}
