package org.sfumato.kernel.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.cell.Outcome;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Outputs;

/**
 * Runs a notebook from its first cell to its last in a fresh engine, as {@code nbclient} does, and
 * leaves the outputs in it. A cell that fails stops the run, unless it is tagged {@code
 * raises-exception}; cells tagged {@code skip-execution} stay as they are.
 */
public final class Runner {
  public static final String ERROR_MARK = "run-stopped";
  private static final String MAY_FAIL = "raises-exception";
  private static final String SKIP = "skip-execution";

  /** Hears which cell runs. */
  public interface Watcher {
    void running(int cell, int of);
  }

  private final Notebook notebook;
  private final String name;
  private final RunOptions options;

  /**
   * @param notebook what to run; its outputs are replaced
   * @param name what to call it in messages
   */
  public Runner(Notebook notebook, String name, RunOptions options) {
    this.notebook = notebook;
    this.name = name;
    this.options = options;
  }

  public RunReport run(Watcher watcher) {
    var start = Instant.now();
    notebook.remove(ERROR_MARK);
    Parameters.inject(notebook, name, options.parameters());
    var cells = notebook.cells().stream().filter(Runner::runs).toList();
    cells.forEach(Cell::clear);
    notebook.writtenInJava();
    var outputs = new Outputs();
    var clock = clock();
    try (var engine = CellEngine.start(outputs)) {
      var stop = run(cells, engine, outputs, clock, watcher);
      double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
      stop.ifPresent(this::mark);
      record(start, seconds, stop.isPresent());
      return new RunReport(stop.map(RunReport.Stop::count).orElse(cells.size()), stop, seconds);
    } finally {
      clock.shutdownNow();
    }
  }

  private static boolean runs(Cell cell) {
    return cell.isCode() && !cell.source().isBlank() && !cell.has(SKIP);
  }

  private Optional<RunReport.Stop> run(
      List<Cell> cells,
      CellEngine engine,
      Outputs outputs,
      ScheduledExecutorService clock,
      Watcher watcher) {
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      watcher.running(i + 1, cells.size());
      outputs.next(cell);
      var late = new AtomicBoolean();
      var outcome = timed(engine, cell.source(), clock, late);
      if (!outcome.succeeded() && (late.get() || !cell.has(MAY_FAIL))) {
        return Optional.of(stop(outcome, late.get()));
      }
    }
    return Optional.empty();
  }

  private Outcome timed(
      CellEngine engine, String source, ScheduledExecutorService clock, AtomicBoolean late) {
    if (options.timeout().isEmpty()) {
      return engine.execute(source);
    }
    var alarm =
        clock.schedule(
            () -> {
              late.set(true);
              engine.interrupt();
            },
            options.timeout().get().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return engine.execute(source);
    } finally {
      alarm.cancel(false);
    }
  }

  private RunReport.Stop stop(Outcome outcome, boolean late) {
    var failure = outcome.failure().orElseThrow();
    var in = "In[" + outcome.count() + "]";
    var sentence =
        late
            ? in + " took longer than " + options.timeout().orElseThrow().toMillis() / 1000.0 + " s"
            : in
                + " failed: "
                + failure.name()
                + (failure.value().isEmpty()
                    ? ""
                    : ": " + failure.value().lines().findFirst().orElse(""));
    return new RunReport.Stop(outcome.count(), failure, sentence);
  }

  /** A reader of the partial notebook should not have to search for the end. */
  private void mark(RunReport.Stop stop) {
    var text =
        "**This run stopped early.** `"
            + stop.sentence().replace("`", "'")
            + "`. The cells after it were not run.";
    notebook.insertMarkdown(0, text, ERROR_MARK);
  }

  /**
   * What papermill records, if parameters were given; without them nothing that changes by itself.
   */
  private void record(Instant start, double seconds, boolean failed) {
    if (options.parameters().isEmpty()) {
      notebook.metadata().remove("papermill");
      return;
    }
    var about = notebook.metadata().putObject("papermill");
    var given = about.putObject("parameters");
    options.parameters().forEach(given::put);
    about.put("input_path", name);
    about.put("start_time", start.toString());
    about.put("end_time", Instant.now().toString());
    about.put("duration", Math.round(seconds * 1000) / 1000.0);
    about.put("exception", failed);
  }

  private static ScheduledExecutorService clock() {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          var thread = new Thread(task, "time limit of cells");
          thread.setDaemon(true);
          return thread;
        });
  }
}
