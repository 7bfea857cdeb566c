package org.sfumato.kernel.cell;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A thread that does one thing after another for others. While it waits for another such thread it
 * goes on serving, so that two of them can call each other in turns, as deep as they like.
 */
final class WorkThread {
  private static final ThreadLocal<WorkThread> HERE = new ThreadLocal<>();
  private static final Runnable WAKE_UP = () -> {};

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
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
   * @throws Exception what the work throws; errors come as they are
   */
  <T> T call(Callable<T> work) throws Exception {
    if (HERE.get() == this) {
      return work.call();
    }
    return await(submit(work));
  }

  /** Does this on the thread some time later. */
  <T> CompletableFuture<T> submit(Callable<T> work) {
    var answer = new CompletableFuture<T>();
    unanswered.add(answer);
    tasks.add(
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

  /** Whoever waits for this thread is answered now; whatever it still does is nobody's concern. */
  void giveUp() {
    end();
    unanswered.forEach(a -> a.completeExceptionally(new GivenUp(thread)));
  }

  /** Ends the thread after what it does now. */
  void end() {
    ended = true;
    tasks.add(WAKE_UP);
  }

  private void serve() {
    HERE.set(this);
    while (!ended) {
      next();
    }
  }

  /** Whatever a stopped cell still throws here must not end the thread. */
  private void next() {
    try {
      tasks.take().run();
    } catch (InterruptedException e) {
      // An interrupt that came too late for its cell.
    } catch (Throwable e) {
      if (!(e instanceof ThreadDeath)) {
        throw e;
      }
    }
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
    answer.whenComplete((value, problem) -> tasks.add(WAKE_UP));
    boolean interrupted = false;
    while (!answer.isDone()) {
      try {
        tasks.take().run();
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
