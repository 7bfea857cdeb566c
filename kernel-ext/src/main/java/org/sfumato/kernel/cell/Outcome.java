package org.sfumato.kernel.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;

/**
 * How a cell ended; its transport has seen everything by then.
 *
 * @param execution the number that its messages carry
 * @param count n of {@code In[n]}
 * @param failure why it failed; empty if it did not
 * @param answers what the request's expressions came to, by their names
 */
public record Outcome(
    long execution, int count, Optional<Message.Failure> failure, Map<String, Answer> answers) {
  /** The value of an expression, or why it has none: exactly one of both is there. */
  public record Answer(Optional<Bundle> value, Optional<Message.Failure> failure) {}

  public Outcome {
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  public boolean succeeded() {
    return failure.isEmpty();
  }
}
