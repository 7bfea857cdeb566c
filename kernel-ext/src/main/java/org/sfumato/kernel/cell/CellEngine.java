package org.sfumato.kernel.cell;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.sfumato.Interrupted;
import org.sfumato.Screen;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.message.Message.Channel;
import org.sfumato.kernel.progress.CellProgress;
import org.sfumato.kernel.render.Renderers;

/**
 * Runs cells one after another on a thread of their own and tells a transport, as messages, all
 * that they print, show and fail with. There is one engine in a process, because standard output is
 * one.
 */
public final class CellEngine implements AutoCloseable {
  private static final AtomicReference<CellEngine> RUNNING = new AtomicReference<>();

  /** Values kept for {@code out(n)}; more would keep every picture of a long session alive. */
  private static final int VALUES_KEPT = 20;

  private final Outlet outlet;
  private final Renderers renderers = Renderers.standard();
  private final List<CellHook> hooks = new ArrayList<>();
  private final CellProgress progress;
  private final AutoCloseable screen;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final ExecutorService cells;
  private final Map<Integer, Object> values =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Object> eldest) {
          return size() > VALUES_KEPT;
        }
      };
  private volatile Thread thread;
  private volatile CompletableFuture<Outcome> running;
  private volatile boolean stuck;
  private CellShell shell;
  private long executions;
  private int count;

  private CellEngine(Consumer<Message> transport, List<CellHook> more) {
    outlet = new Outlet(transport);
    hooks.addAll(more);
    ServiceLoader.load(CellHook.class, CellEngine.class.getClassLoader()).forEach(hooks::add);
    progress = new CellProgress(this::display, this::update);
    screen = Screen.attach(v -> renderers.show(v, b -> display(b, Optional.empty())));
    cells =
        Executors.newSingleThreadExecutor(
            task -> {
              thread = new Thread(task, "cells");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts the engine, with the whole vocabulary imported. From now on standard output is the
   * cells'.
   *
   * @throws IllegalStateException if another engine runs in this process
   */
  public static CellEngine start(Consumer<Message> transport, CellHook... hooks) {
    var engine = new CellEngine(transport, List.of(hooks));
    if (!RUNNING.compareAndSet(null, engine)) {
      engine.cells.shutdown();
      throw new IllegalStateException(
          "one cell engine runs already in this process; close it first");
    }
    System.setOut(engine.outlet.stream(Channel.STDOUT));
    System.setErr(engine.outlet.stream(Channel.STDERR));
    System.setIn(InputStream.nullInputStream());
    try {
      engine.on(() -> engine.shell = new CellShell(Vocabulary.imports()));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  /** The engine whose cell is asking. */
  public static CellEngine current() {
    return Optional.ofNullable(RUNNING.get())
        .orElseThrow(
            () -> new IllegalStateException("display works inside a notebook's cell only"));
  }

  public Renderers renderers() {
    return renderers;
  }

  /** Runs a cell to its end. */
  public Outcome execute(String code) {
    return execute(Request.of(code));
  }

  /** Runs a cell to its end, on the engine's own thread. */
  public Outcome execute(Request request) {
    if (stuck) {
      throw new IllegalStateException(
          "an earlier cell could not be stopped and still runs; restart to go on");
    }
    var outcome = new CompletableFuture<Outcome>();
    running = outcome;
    cells.execute(
        () -> {
          try {
            outcome.complete(run(request));
          } catch (Throwable e) {
            outcome.completeExceptionally(e);
          }
        });
    return await(outcome);
  }

  /** Stops the cell that runs now; without one, nothing happens. */
  public void interrupt() {
    var cell = running;
    if (cell != null && !cell.isDone()) {
      Interrupts.request();
      StopLadder.climb(cell, thread, this::abandon);
    }
  }

  private Outcome run(Request request) {
    boolean silent = request.mode() == Request.Mode.SILENT;
    int number = request.mode() == Request.Mode.NORMAL ? ++count : count + 1;
    long execution = ++executions;
    outlet.begin(execution);
    Interrupts.clear();
    if (!silent) {
      publish(e -> new Message.Input(e, number, request.code()));
    }
    Optional<Message.Failure> failure = Optional.empty();
    try {
      hooks.forEach(CellHook::beforeCell);
      var evaluation = shell.evaluate(request.code(), number);
      var problem = evaluation.problem();
      if (problem.isEmpty() && evaluation.shows() && !silent) {
        problem = showValue(evaluation.value(), number);
      }
      evaluation.notes().forEach(System.err::println);
      evaluation.thrown().ifPresent(this::showWhatIsLeft);
      failure = problem.map(p -> new Message.Failure(execution, p.name(), p.value(), p.lines()));
    } finally {
      hooks.forEach(CellHook::afterCell);
      progress.cellEnded(Thread.currentThread());
      Interrupts.clear();
    }
    failure.ifPresent(f -> publish(e -> f));
    outlet.flush();
    return new Outcome(execution, number, failure, Map.of());
  }

  private Optional<Problem> showValue(Object value, int number) {
    try {
      values.put(number, value);
      renderers.show(value, bundle -> publish(e -> new Message.Result(e, bundle, number)));
      return Optional.empty();
    } catch (RuntimeException e) {
      var said = Optional.ofNullable(e.getMessage()).orElse("");
      return Optional.of(
          Problem.of(
              e.getClass().getName(),
              "the value was made but cannot show itself: " + said,
              List.of()));
    }
  }

  /** Long work that was stopped leaves what it had. */
  private void showWhatIsLeft(Throwable thrown) {
    if (thrown instanceof Interrupted i && i.kept().isPresent()) {
      renderers.show(i.kept().get(), b -> display(b, Optional.empty()));
    }
  }

  /** Shows something now; with an id it can be updated. */
  public void display(org.sfumato.kernel.message.Bundle bundle, Optional<String> id) {
    publish(e -> new Message.Display(e, bundle, id));
  }

  /** Changes what every display with this id shows. */
  public void update(org.sfumato.kernel.message.Bundle bundle, String id) {
    publish(e -> new Message.Update(e, bundle, id));
  }

  public void publish(java.util.function.LongFunction<Message> message) {
    outlet.publish(message);
  }

  /** The value that cell {@code number} showed, if it is one of the last twenty. */
  public Object value(int number) {
    if (!values.containsKey(number)) {
      throw new IllegalArgumentException(
          "cell " + number + " showed no value, or too long ago; kept are " + values.keySet());
    }
    return values.get(number);
  }

  private void abandon(CompletableFuture<Outcome> cell) {
    stuck = true;
    var said = "the cell runs library code that does not stop; restart to go on";
    var failure = new Message.Failure(executions, "Interrupted", said, List.of(said));
    outlet.publish(e -> failure);
    cell.complete(new Outcome(executions, count, Optional.of(failure), Map.of()));
  }

  private void on(Runnable task) {
    var done = new CompletableFuture<Void>();
    cells.execute(
        () -> {
          try {
            task.run();
            done.complete(null);
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
    await(done);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("stopped waiting for a cell");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      throw new IllegalStateException("the cell engine failed: " + e.getCause(), e.getCause());
    }
  }

  /** Ends the engine and gives standard output back. */
  @Override
  public void close() {
    if (RUNNING.compareAndSet(this, null)) {
      progress.close();
      try {
        screen.close();
      } catch (Exception e) {
        throw new IllegalStateException("the screen could not be given back", e);
      }
      outlet.close();
      System.setOut(out);
      System.setErr(err);
      System.setIn(in);
      if (shell != null && !stuck) {
        on(shell::close);
      }
      cells.shutdown();
    }
  }
}
