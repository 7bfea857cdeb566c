package org.sfumato.kernel.cell;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * A thread that does one thing after another for others. While it waits for another such thread it
 * goes on answering calls, so that two of them can call each other in turns, as deep as they like;
 * what was submitted waits until it is through with everything.
 */
final class WorkThread {
  private static final ThreadLocal<WorkThread> HERE = new ThreadLocal<>();

  private final Object monitor = new Object();
  private final Queue<Runnable> calls = new ArrayDeque<>();
  private final Queue<Runnable> submitted = new ArrayDeque<>();
  private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean ended;

  WorkThread(String name) {
    thread = new Thread(this::serve, name);
    thread.setDaemon(true);
    thread.start();
  }

  Thread thread() {
    return thread;
  }

  /**
   * Does this on the thread and waits for it.
   *
   * @throws GivenUp if the thread was given up meanwhile, or the one that calls was before
   * @throws Exception what the work throws; errors come as they are
   */
  <T> T call(Callable<T> work) throws Exception {
    var here = HERE.get();
    if (here != null && here.ended) {
      throw new GivenUp(here.thread);
    }
    return here == this ? work.call() : await(enqueue(work, calls));
  }

  /** Does this on the thread when it has done all that came before. */
  <T> CompletableFuture<T> submit(Callable<T> work) {
    return enqueue(work, submitted);
  }

  private <T> CompletableFuture<T> enqueue(Callable<T> work, Queue<Runnable> queue) {
    var answer = new CompletableFuture<T>();
    unanswered.add(answer);
    add(
        queue,
        () -> {
          try {
            answer.complete(work.call());
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          } finally {
            unanswered.remove(answer);
          }
        });
    if (ended) {
      answer.completeExceptionally(new GivenUp(thread));
    }
    return answer;
  }

  private void add(Queue<Runnable> queue, Runnable task) {
    synchronized (monitor) {
      queue.add(task);
      monitor.notifyAll();
    }
  }

  /** Whoever waits for this thread is answered now; whatever it still does is nobody's concern. */
  void giveUp() {
    ended = true;
    add(submitted, () -> {});
    unanswered.forEach(a -> a.completeExceptionally(new GivenUp(thread)));
  }

  /** Ends the thread after what it does now and what was submitted before. */
  void end() {
    add(
        submitted,
        () -> {
          ended = true;
          unanswered.forEach(a -> a.completeExceptionally(new GivenUp(thread)));
        });
  }

  private void serve() {
    HERE.set(this);
    while (!ended) {
      try {
        next(() -> false, true).run();
      } catch (InterruptedException e) {
        // An interrupt that came too late for its cell.
      } catch (ThreadDeath e) {
        // So did this one.
      }
    }
  }

  /**
   * @return the next thing to do; nothing, if there is no need to wait for it any more
   */
  private Runnable next(BooleanSupplier done, boolean withSubmitted) throws InterruptedException {
    synchronized (monitor) {
      while (!done.getAsBoolean()) {
        if (!calls.isEmpty()) {
          return calls.remove();
        }
        if (withSubmitted && !submitted.isEmpty()) {
          return submitted.remove();
        }
        monitor.wait();
      }
    }
    return () -> {};
  }

  private static <T> T await(CompletableFuture<T> answer) throws Exception {
    var here = HERE.get();
    if (here != null) {
      here.serveUntil(answer);
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception x) {
        throw x;
      }
      if (e.getCause() instanceof Error x) {
        throw x;
      }
      throw e;
    }
  }

  private void serveUntil(CompletableFuture<?> answer) {
    answer.whenComplete((value, problem) -> add(calls, () -> {}));
    boolean interrupted = false;
    while (!answer.isDone()) {
      try {
        next(answer::isDone, false).run();
      } catch (InterruptedException e) {
        // The flag of the cell says the same; the other thread is about to see it.
        interrupted = true;
      }
    }
    if (interrupted) {
      thread.interrupt();
    }
  }

  /** The thread was given up while somebody waited for it; the trace is what it was doing. */
  static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Thread thread;

    GivenUp(Thread thread) {
      super(thread.getName() + " was given up");
      this.thread = thread;
      setStackTrace(thread.getStackTrace());
    }

    Thread thread() {
      return thread;
    }
  }
}
