package org.sfumato.kernel.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.cell.Outcome;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Outputs;

/**
 * Runs a notebook from its first cell to its last in a fresh engine, as {@code nbclient} does, and
 * leaves the outputs in it. A cell that fails stops the run, unless its error is allowed; cells
 * tagged {@code skip-execution} and blank ones stay as they are.
 */
public final class Runner {
  private static final String SKIP = "skip-execution";

  /** Hears how a run goes on. */
  public interface Watcher {
    /** A cell begins, the first is 1. */
    void running(int cell, int of);

    /** Where to keep the notebook in the middle of the run, after a cell; by default nowhere. */
    default Optional<Runnable> keep() {
      return Optional.empty();
    }
  }

  private final Notebook notebook;
  private final String name;
  private final String target;
  private final RunOptions options;
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param notebook what to run; its outputs are replaced
   * @param name what to call it in messages
   */
  public Runner(Notebook notebook, String name, RunOptions options) {
    this(notebook, name, name, options);
  }

  /**
   * @param notebook what to run; its outputs are replaced
   * @param name what to call it in messages
   * @param target where it will be saved, to be recorded
   */
  public Runner(Notebook notebook, String name, String target, RunOptions options) {
    this.notebook = notebook;
    this.name = name;
    this.target = target;
    this.options = options;
  }

  /**
   * Runs the notebook.
   *
   * @throws org.sfumato.kernel.notebook.NotebookException if the parameters do not fit, or the
   *     engine does not start in time
   */
  public RunReport run(Watcher watcher) {
    var start = Instant.now();
    Marks.remove(notebook);
    Parameters.inject(notebook, name, options.parameters());
    var cells = notebook.cells().stream().filter(Runner::runs).toList();
    cells.forEach(Cell::clear);
    notebook.writtenInJava();
    var outputs = new Outputs();
    var times = new Times(options.times());
    times.pending(cells);
    Optional<RunReport.Stop> stop;
    try (var clock = new Clock();
        var engine = Clock.start(times.heard(outputs), options.startUp())) {
      stop = new Pass(engine, outputs, clock, times, watcher).run(cells);
    }
    outputs.end();
    double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
    stop.ifPresent(s -> Marks.stopped(notebook, s.sentence()));
    Marks.record(notebook, options.parameters(), name, target, start, seconds, stop.isPresent());
    int ran = stop.map(RunReport.Stop::count).orElse(cells.size());
    return new RunReport(ran, stop, warnings, seconds);
  }

  /** Whether a cell is run at all. */
  static boolean runs(Cell cell) {
    return cell.isCode() && !cell.source().isBlank() && !cell.has(SKIP);
  }

  /** One pass over the cells. */
  private final class Pass {
    private final CellEngine engine;
    private final Outputs outputs;
    private final Clock clock;
    private final Times times;
    private final Watcher watcher;

    Pass(CellEngine engine, Outputs outputs, Clock clock, Times times, Watcher watcher) {
      this.engine = engine;
      this.outputs = outputs;
      this.clock = clock;
      this.times = times;
      this.watcher = watcher;
    }

    Optional<RunReport.Stop> run(List<Cell> cells) {
      for (int i = 0; i < cells.size(); i++) {
        var cell = cells.get(i);
        watcher.running(i + 1, cells.size());
        outputs.next(cell);
        Clock.Timed timed;
        var began = Instant.now();
        try {
          timed = clock.run(engine, () -> engine.execute(cell.source()), options.timeout());
        } catch (IllegalStateException e) {
          // The engine cannot go on; what there is so far is kept.
          return Optional.of(broken(i + 1, e));
        }
        var outcome = timed.outcome();
        outputs.still(() -> times.ran(cell, began, Instant.now(), !outcome.succeeded()));
        if (!outcome.succeeded() && !goesOn(cell, timed)) {
          return Optional.of(stop(outcome, timed.late()));
        }
        keep(i + 1, cells.size());
      }
      return Optional.empty();
    }

    private void keep(int cell, int of) {
      watcher
          .keep()
          .ifPresent(save -> outputs.still(() -> Marks.unfinished(notebook, cell, of, save)));
    }
  }

  private boolean goesOn(Cell cell, Clock.Timed timed) {
    if (timed.late()) {
      warnings.add(late(timed.outcome()) + " and was interrupted");
      return options.afterTimeout() == RunOptions.AfterTimeout.GO_ON;
    }
    return options.errors().allow(cell, timed.outcome().failure().orElseThrow());
  }

  private static RunReport.Stop broken(int count, IllegalStateException e) {
    var said = String.valueOf(e.getMessage());
    var failure = new Message.Failure(0, e.getClass().getName(), said, List.of());
    return new RunReport.Stop(count, failure, "In[" + count + "] could not run: " + said);
  }

  private RunReport.Stop stop(Outcome outcome, boolean late) {
    var failure = outcome.failure().orElseThrow();
    var sentence =
        late
            ? late(outcome)
            : "In["
                + outcome.count()
                + "] failed: "
                + failure.name()
                + (failure.value().isEmpty()
                    ? ""
                    : ": " + failure.value().lines().findFirst().orElse(""));
    return new RunReport.Stop(outcome.count(), failure, sentence);
  }

  private String late(Outcome outcome) {
    var limit = Clock.seconds(options.timeout().orElseThrow());
    return "In[" + outcome.count() + "] took longer than " + limit;
  }
}
