package org.sfumato.kernel.run;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How to run a notebook.
 *
 * @param parameters names to values, in order
 * @param timeout the longest that one cell may take; empty for no limit
 * @param afterTimeout what becomes of the run when a cell took too long
 * @param startUp the longest that the start of the engine may take
 * @param errors which errors the run survives
 * @param times whether to note when each cell ran; without them the same run gives the same file
 */
public record RunOptions(
    Map<String, Given> parameters,
    Optional<Duration> timeout,
    AfterTimeout afterTimeout,
    Duration startUp,
    AllowedErrors errors,
    boolean times) {
  /** What becomes of the run when a cell took too long; the cell is interrupted in any case. */
  public enum AfterTimeout {
    STOP,
    GO_ON
  }

  public static final RunOptions DEFAULT =
      new RunOptions(
          Map.of(),
          Optional.empty(),
          AfterTimeout.STOP,
          Duration.ofSeconds(60),
          AllowedErrors.TAGGED,
          false);

  public RunOptions {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** With these values of parameters. */
  public RunOptions with(Map<String, Given> values) {
    return new RunOptions(values, timeout, afterTimeout, startUp, errors, times);
  }

  /** With this limit for each cell. */
  public RunOptions timeout(Duration limit) {
    return timeout(limit, afterTimeout);
  }

  /** With this limit for each cell, and what follows when one takes longer. */
  public RunOptions timeout(Duration limit, AfterTimeout then) {
    return new RunOptions(parameters, Optional.of(limit), then, startUp, errors, times);
  }

  /** With this limit for the start of the engine. */
  public RunOptions startUp(Duration limit) {
    return new RunOptions(parameters, timeout, afterTimeout, limit, errors, times);
  }

  /** With these errors allowed. */
  public RunOptions errors(AllowedErrors allowed) {
    return new RunOptions(parameters, timeout, afterTimeout, startUp, allowed, times);
  }

  /** With the times of each cell noted, or not. */
  public RunOptions times(boolean noted) {
    return new RunOptions(parameters, timeout, afterTimeout, startUp, errors, noted);
  }
}
