package org.sfumato.kernel.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.cell.Outcome;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.notebook.NotebookException;

/** The limits of time of a run. */
final class Clock implements AutoCloseable {
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "time limit of cells");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * How a cell ended, and whether it was late.
   *
   * @param late whether it was interrupted because it took too long
   */
  record Timed(Outcome outcome, boolean late) {}

  /**
   * Starts an engine.
   *
   * @throws NotebookException if it takes longer than the limit
   */
  static CellEngine start(Consumer<Message> transport, Duration limit) {
    var engine = CellEngine.start(transport);
    try {
      if (engine.awaitCompiler(limit)) {
        return engine;
      }
    } catch (CancellationException e) {
      engine.close();
      throw new NotebookException("stopped while the engine started", e);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    engine.close();
    throw new NotebookException(
        "the engine did not start within "
            + seconds(limit)
            + "; give it more with --startup-timeout");
  }

  /** Runs a cell, and interrupts it if it takes too long. */
  Timed run(CellEngine engine, Supplier<Outcome> cell, Optional<Duration> limit) {
    var late = new AtomicBoolean();
    if (limit.isEmpty()) {
      return new Timed(cell.get(), false);
    }
    var alarm =
        alarms.schedule(
            () -> {
              late.set(true);
              engine.interrupt();
            },
            limit.get().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      var outcome = cell.get();
      return new Timed(outcome, late.get() && !outcome.succeeded());
    } finally {
      alarm.cancel(false);
    }
  }

  static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
