package org.sfumato.kernel.cell;

import java.util.Optional;
import org.sfumato.kernel.message.Message;

/**
 * How a cell ended; its transport has seen everything by then.
 *
 * @param execution the number that its messages carry
 * @param count n of {@code In[n]}
 * @param failure why it failed; empty if it did not
 */
public record Outcome(long execution, int count, Optional<Message.Failure> failure) {
  public boolean succeeded() {
    return failure.isEmpty();
  }
}
