package org.sfumato.kernel.server;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.sfumato.kernel.assist.Assist;
import org.sfumato.kernel.cell.Asker;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.wire.Complaints;
import org.sfumato.kernel.wire.ConnectionFile;
import org.sfumato.kernel.wire.Received;
import org.sfumato.kernel.wire.Wire;

/**
 * A kernel that front ends speak to by Jupyter's protocol. It listens before its cell engine has
 * started, so that they see it at once.
 */
public final class Kernel implements AutoCloseable {
  private static final long LAST_CELL_MILLISECONDS = 5000;

  /** Makes the engine of a kernel from where its messages go and who answers its questions. */
  @FunctionalInterface
  public interface EngineStart {
    CellEngine start(java.util.function.Consumer<Message> transport, Asker asker);
  }

  /**
   * What a kernel is made of.
   *
   * @param version as front ends show it
   * @param engine starts the cell engine, on a thread beside
   * @param assist help for who writes cells
   * @param history opens what is kept of cells; may fail
   * @param log standard error of the process itself
   * @param anyAddress whether it may listen where other machines reach it
   */
  public record Parts(
      String version,
      EngineStart engine,
      Function<CellEngine, Assist> assist,
      Callable<History> history,
      PrintStream log,
      boolean anyAddress) {}

  private final CompletableFuture<CellEngine> engine = new CompletableFuture<>();
  private final CountDownLatch told = new CountDownLatch(1);
  private final ExecutorService help = thread("help for writers");
  private final ExecutorService control = thread("control");
  private final ExecutorService commThread = thread("comms");
  private final Wire wire;
  private final InputRequests questions;
  private final Comms comms;
  private final History history;

  private Kernel(ConnectionFile file, Parts parts) {
    var complaints = new Complaints(parts.log());
    wire = new Wire(file, parts.anyAddress(), complaints);
    var publisher = new Publisher(wire::send);
    var activity = new Activity(publisher);
    var broadcast = new Broadcast(publisher);
    questions = new InputRequests(publisher);
    comms = new Comms(publisher, broadcast::latest);
    history = new FallbackHistory(parts.history(), complaints::say);
    var executions = new Executions(publisher, activity, broadcast, questions, engine, history);
    var routes = new Routes(publisher, activity, complaints);
    var assistance = new Assistance(() -> parts.assist().apply(started()));
    route(routes, assistance, KernelInfo.content(parts.version()));
    routes.add("shutdown_request", control, r -> shutdown(r, publisher));
    // The session begins now, not when its first cell has run; but no cell should wait for that.
    engine.thenAcceptAsync(this::beginSession, help);
    executions.start();
    activity.starting();
    wire.start(new Dispatch(executions, routes, questions));
    var starting = new Thread(() -> startEngine(parts.engine(), broadcast), "start of the engine");
    starting.setDaemon(true);
    starting.start();
  }

  /**
   * Begins to listen.
   *
   * @throws org.sfumato.kernel.wire.WireException in one sentence, if it cannot
   */
  public static Kernel start(ConnectionFile file, Parts parts) {
    return new Kernel(file, parts);
  }

  private void beginSession(CellEngine started) {
    started.awaitStart();
    history.session();
  }

  private void route(Routes routes, Assistance assistance, Map<String, Object> info) {
    Executor here = Runnable::run;
    routes.add("kernel_info_request", here, r -> Optional.of(info));
    routes.add("complete_request", help, r -> Optional.of(assistance.complete(r)));
    routes.add("inspect_request", help, r -> Optional.of(assistance.inspect(r)));
    routes.add("is_complete_request", help, r -> Optional.of(assistance.completeness(r)));
    routes.add("history_request", help, r -> Optional.of(Assistance.history(r, history)));
    routes.add("comm_info_request", commThread, r -> Optional.of(comms.info(r)));
    Routes.Answer comm =
        r -> {
          comms.handle(r);
          return Optional.empty();
        };
    routes.add("comm_open", commThread, comm);
    routes.add("comm_msg", commThread, comm);
    routes.add("comm_close", commThread, comm);
    routes.add(
        "interrupt_request",
        control,
        r -> {
          interrupt();
          return Optional.of(Map.of());
        });
  }

  private record Dispatch(Executions executions, Routes routes, InputRequests questions)
      implements Wire.Receiver {
    @Override
    public void received(Received message) {
      switch (message.type()) {
        case "execute_request" -> executions.submit(message);
        case "input_reply" -> questions.answered(message);
        default -> routes.dispatch(message);
      }
    }

    @Override
    public void nobodyToAsk() {
      questions.cancel("the cell asks for input, but its front end does not listen for questions");
    }
  }

  private void startEngine(EngineStart start, Broadcast broadcast) {
    try {
      engine.complete(start.start(broadcast, questions));
    } catch (RuntimeException | Error e) {
      engine.completeExceptionally(e);
    }
  }

  private CellEngine started() {
    try {
      return engine.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the kernel ends", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the cell engine did not start: " + e.getCause(), e);
    }
  }

  /** Stops the cell that runs now; without one, nothing happens. */
  public void interrupt() {
    if (engine.isDone() && !engine.isCompletedExceptionally()) {
      engine.join().interrupt();
    }
    questions.cancel("the question was interrupted");
  }

  private Optional<Map<String, ?>> shutdown(Received request, Publisher publisher) {
    Map<String, ?> content = Map.of("status", "ok", "restart", request.flag("restart", false));
    publisher.publish("shutdown_reply", request.header(), content);
    // After this answer has gone out; closing sends what is left.
    control.execute(told::countDown);
    return Optional.of(content);
  }

  /** Waits until a front end tells the kernel to end. */
  public void awaitShutdown() throws InterruptedException {
    told.await();
  }

  /** As if a front end had told it to end. */
  public void shutdown() {
    told.countDown();
  }

  /** Stops the cell that runs, if one does, and ends within some seconds. */
  @Override
  public void close() {
    help.shutdownNow();
    commThread.shutdownNow();
    interrupt();
    var closed = engine.thenAcceptAsync(CellEngine::close, task -> daemon(task, "last cell"));
    try {
      closed.get(LAST_CELL_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // A cell that does not stop, or an engine that never started, must not keep the kernel.
    }
    control.shutdown();
    comms.close();
    wire.close();
    history.close();
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          var thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static void daemon(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
