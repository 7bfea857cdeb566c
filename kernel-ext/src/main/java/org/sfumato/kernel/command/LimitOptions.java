package org.sfumato.kernel.command;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.run.AllowedErrors;
import org.sfumato.kernel.run.AllowedErrors.Which;
import org.sfumato.kernel.run.Given;
import org.sfumato.kernel.run.RunOptions;
import org.sfumato.kernel.run.RunOptions.AfterTimeout;
import picocli.CommandLine.Option;

/** What a run survives, and how long it may take. */
final class LimitOptions {
  /** Longer is no limit. */
  private static final double LONGEST_SECONDS = 1e9;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Stop a cell that takes longer, and the run with it; -1 for no limit.")
  private Double timeout;

  @Option(
      names = "--interrupt-on-timeout",
      description = "Go on with the next cell after one that took too long.")
  private boolean goOn;

  @Option(
      names = "--startup-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "The longest that the engine may take to start (default: 60).")
  private double startUp;

  @Option(names = "--allow-errors", description = "Go on after cells that fail.")
  private boolean allowErrors;

  @Option(
      names = "--allow-error",
      paramLabel = "CLASS",
      description = "Go on after errors of this class; may be given several times.")
  private Set<String> allowed = Set.of();

  @Option(
      names = "--force-raise-errors",
      description = "Stop at every error, even in cells tagged raises-exception.")
  private boolean force;

  @Option(names = "--record-timing", description = "Note in each cell's metadata when it ran.")
  private boolean times;

  RunOptions with(Map<String, Given> parameters) {
    var which = force ? Which.NONE : allowErrors ? Which.ALL : Which.TAGGED_OR_NAMED;
    var options =
        RunOptions.DEFAULT
            .with(parameters)
            .errors(new AllowedErrors(which, allowed))
            .startUp(duration(startUp, "--startup-timeout"))
            .times(times);
    if (timeout == null || timeout < 0 || timeout > LONGEST_SECONDS) {
      return options;
    }
    return options.timeout(
        duration(timeout, "--timeout"), goOn ? AfterTimeout.GO_ON : AfterTimeout.STOP);
  }

  private static Duration duration(double seconds, String option) {
    if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) {
      throw new NotebookException(option + " takes a number of seconds, greater than 0");
    }
    return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
  }
}
