package org.sfumato.kernel.cell;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import jdk.jshell.JShell;
import org.sfumato.Screen;
import org.sfumato.kernel.assist.Assist;
import org.sfumato.kernel.assist.CellAssist;
import org.sfumato.kernel.magic.Cells;
import org.sfumato.kernel.message.Bundle;
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

  /** Counted on from engine to engine: a thread of an earlier one must not speak for a later. */
  private static final AtomicLong EXECUTIONS = new AtomicLong();

  // The compiler takes longest to start, so it begins before all that follows.
  private final SnippetClasses classes = new SnippetClasses();
  private final UserThread user = new UserThread(classes.loader());
  private final DroppedArrays dropped = new DroppedArrays();
  private final WorkThread compiler = new WorkThread("compiler of cells");
  private final CompletableFuture<CellShell> begun =
      compiler.submit(() -> CellShell.start(ClassPathIndex::ofThisProcess, classes, user, dropped));

  private final Outlet outlet;
  private final Renderers renderers = Renderers.standard();
  private final CellProgress progress;
  private final AutoCloseable screen;
  private final Questions questions;
  private final CellSession session;
  private final CompletableFuture<CellShell> shell;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final Assist assist = new CellAssist(new AssistedSession(this));
  private final Thread.UncaughtExceptionHandler uncaught =
      Thread.getDefaultUncaughtExceptionHandler();
  private volatile Running running;

  private record Running(
      long execution, CompletableFuture<Outcome> outcome, AtomicBoolean interrupted) {}

  private CellEngine(Consumer<Message> transport, Asker asker, List<CellHook> more) {
    outlet = new Outlet(transport);
    questions = new Questions(asker);
    var hooks = new ArrayList<>(more);
    ServiceLoader.load(CellHook.class, CellEngine.class.getClassLoader()).forEach(hooks::add);
    session = new CellSession(outlet, renderers, hooks, user, this::assist);
    progress = new CellProgress(this::display, this::update);
    screen = Screen.attach(v -> renderers.show(v, b -> display(b, Optional.empty())));
    shell = compiler.submit(this::whole);
    CompletableFuture.runAsync(InterruptChecks::load);
  }

  /** Starts the engine for a transport that cannot ask its user anything. */
  public static CellEngine start(Consumer<Message> transport, CellHook... hooks) {
    return start(transport, Asker.NOBODY, hooks);
  }

  /**
   * Starts the engine, with the whole vocabulary imported. From now on standard output and input
   * are the cells'. Returns at once; the first cell waits until everything is there.
   *
   * @param asker whom cells ask, on their own thread, where a request allows it
   * @throws IllegalStateException if another engine runs in this process
   */
  public static CellEngine start(Consumer<Message> transport, Asker asker, CellHook... hooks) {
    var reserved = RUNNING.get();
    if (reserved != null) {
      throw anotherRuns();
    }
    var engine = new CellEngine(transport, asker, List.of(hooks));
    if (!RUNNING.compareAndSet(null, engine)) {
      engine.endThreads();
      throw anotherRuns();
    }
    System.setOut(engine.outlet.stream(Channel.STDOUT));
    System.setErr(engine.outlet.stream(Channel.STDERR));
    System.setIn(engine.questions.stream());
    Thread.setDefaultUncaughtExceptionHandler(new LostErrors(engine.uncaught));
    return engine;
  }

  private static IllegalStateException anotherRuns() {
    return new IllegalStateException(
        "one cell engine runs already in this process; close it first");
  }

  private CellShell whole() {
    var made = await(begun);
    made.whenJarsCome(renderers::discover);
    if (running == null) {
      made.warmUp();
    }
    return made;
  }

  /** Waits until cells can run without waiting. */
  public void awaitStart() {
    await(shell);
  }

  /**
   * Waits until the compiler of cells is there, so that the first cell begins at once.
   *
   * @return whether it was there within the limit
   * @throws CancellationException if this thread is interrupted meanwhile
   */
  public boolean awaitCompiler(Duration limit) {
    try {
      await(begun.copy().orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS));
      return true;
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof TimeoutException) {
        return false;
      }
      throw e;
    }
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

  /** The session, as magics see it. */
  public Cells cells() {
    return new ShellCells(compiler, await(shell));
  }

  /**
   * Asks JShell something, on its own thread: between cells, or while a cell's own code runs. It
   * must evaluate and change nothing.
   */
  public <T> T ask(Function<JShell, T> question) {
    var jshell = await(shell).shell();
    return on(() -> question.apply(jshell));
  }

  /** Help while a cell is being written. */
  public Assist assist() {
    return assist;
  }

  /** Whether a cell runs now. */
  boolean isBusy() {
    var cell = running;
    return cell != null && !cell.outcome().isDone();
  }

  /** Runs a cell to its end. */
  public Outcome execute(String code) {
    return execute(Request.of(code));
  }

  /** Runs a cell to its end, on the engine's own thread. */
  public Outcome execute(Request request) {
    long execution = EXECUTIONS.incrementAndGet();
    var outcome = new CompletableFuture<Outcome>();
    running = new Running(execution, outcome, new AtomicBoolean());
    compiler.submit(
        () -> {
          try {
            outcome.complete(run(request, execution));
          } catch (Throwable e) {
            outcome.completeExceptionally(e);
          }
          return null;
        });
    return await(outcome);
  }

  private Outcome run(Request request, long execution) {
    ThreadCell.runs(execution);
    ThreadCell.join(execution);
    questions.allow(request.mayAsk());
    dropped.betweenCells();
    var thread = user.thread();
    try {
      return session.run(request, execution, await(shell));
    } finally {
      progress.cellEnded(t -> t == thread);
      Interrupts.ended(user.leftBehind());
    }
  }

  /** Stops the cell that runs now; without one, nothing happens. */
  public void interrupt() {
    var cell = running;
    if (cell != null && !cell.outcome().isDone()) {
      Interrupts.request(cell.execution());
      if (cell.interrupted().compareAndSet(false, true)) {
        StopLadder.climb(cell.execution(), cell.outcome(), user);
      }
    }
  }

  /**
   * Asks the user for one line, on behalf of the cell that runs now.
   *
   * @param secret whether the answer must not be seen while it is typed
   * @throws IllegalStateException if nobody can answer; one sentence
   */
  public String question(String prompt, boolean secret) {
    return questions.ask(prompt, secret);
  }

  /** Shows something now; with an id it can be updated. */
  public void display(Bundle bundle, Optional<String> id) {
    publish(e -> new Message.Display(e, bundle, id));
  }

  /** Changes what every display with this id shows. */
  public void update(Bundle bundle, String id) {
    publish(e -> new Message.Update(e, bundle, id));
  }

  public void publish(LongFunction<Message> message) {
    outlet.publish(message);
  }

  /** The value that cell {@code number} showed, if it is one of the last twenty. */
  public Object value(int number) {
    return session.values().of(number);
  }

  private <T> T on(Callable<T> work) {
    try {
      return compiler.call(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the cell engine failed: " + e.getMessage(), e);
    }
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
      Thread.setDefaultUncaughtExceptionHandler(uncaught);
      compiler.submit(
          () -> {
            await(shell).close();
            return null;
          });
      endThreads();
    }
  }

  private void endThreads() {
    compiler.end();
    user.end();
  }
}
