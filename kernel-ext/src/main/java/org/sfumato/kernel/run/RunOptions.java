package org.sfumato.kernel.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How to run a notebook.
 *
 * @param parameters names to values as text, in order
 * @param timeout the longest that one cell may take; empty for no limit
 */
public record RunOptions(Map<String, String> parameters, Optional<Duration> timeout) {
  public static final RunOptions DEFAULT = new RunOptions(Map.of(), Optional.empty());

  public RunOptions {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  public RunOptions with(Map<String, String> values) {
    return new RunOptions(values, timeout);
  }

  public RunOptions timeout(Duration limit) {
    return new RunOptions(parameters, Optional.of(limit));
  }
}
