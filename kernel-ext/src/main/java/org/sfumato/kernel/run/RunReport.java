package org.sfumato.kernel.run;

import java.util.List;
import java.util.Optional;
import org.sfumato.kernel.message.Message;

/**
 * How a run ended.
 *
 * @param cells code cells that ran
 * @param failure what stopped it, if anything
 * @param warnings what did not stop it, a sentence each
 * @param seconds wall time
 */
public record RunReport(int cells, Optional<Stop> failure, List<String> warnings, double seconds) {
  /** The cell that stopped the run: n of {@code In[n]}, and why. */
  public record Stop(int count, Message.Failure failure, String sentence) {}

  public RunReport {
    warnings = List.copyOf(warnings);
  }

  public boolean succeeded() {
    return failure.isEmpty();
  }
}
