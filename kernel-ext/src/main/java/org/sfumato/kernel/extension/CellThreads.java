package org.sfumato.kernel.extension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sfumato.Cancel;
import org.sfumato.kernel.cell.CellHook;
import org.sfumato.kernel.magic.Meter;
import org.sfumato.kernel.magic.Spent;

/**
 * The threads on which a stock kernel runs cells. It takes them from a pool that grows and shrinks,
 * so what belongs to a thread (the gradient mode, say) would be right in one cell and wrong in the
 * next. From now on each snippet has a new thread, which is prepared before it runs.
 */
final class CellThreads {
  /**
   * How long a cell that was stopped may take to come to its end; a step of long work is shorter.
   */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final List<CellHook> hooks;
  private volatile CellThread latest;
  private Spent spent = Spent.NOTHING;

  /** The hooks run around every snippet, on its own thread. */
  CellThreads(List<CellHook> hooks) {
    this.hooks = List.copyOf(hooks);
  }

  /** From now on this pool's threads are of this kind. */
  void prepare(ThreadPoolExecutor pool) {
    var usual = pool.getThreadFactory();
    pool.setThreadFactory(task -> latest = new CellThread(task, usual.newThread(task)));
    pool.setKeepAliveTime(0, TimeUnit.NANOSECONDS);
  }

  /** What all snippets that have ended have cost. */
  synchronized Spent spent() {
    return spent;
  }

  private synchronized void ended(Spent more) {
    spent = spent.plus(more);
  }

  /** Whether this thread runs a snippet. */
  static boolean isCurrent() {
    return Thread.currentThread() instanceof CellThread;
  }

  /**
   * Waits a moment until the snippet's thread has ended too: the kernels answer for a cell that was
   * interrupted while it still runs, and what it leaves belongs to it and not to the next.
   */
  void settle() {
    var thread = latest;
    if (thread != null && thread != Thread.currentThread()) {
      try {
        thread.join(PATIENCE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether the last snippet ran on this thread; where nobody can tell, it may be any. */
  boolean ranLast(Thread thread) {
    var last = latest;
    return last == null || last == thread;
  }

  /** Like the kernel's own thread, and stops the language's long work when it is interrupted. */
  private final class CellThread extends Thread {
    CellThread(Runnable task, Thread usual) {
      // By its name the kernel knows that a cell is running inside another.
      super(task, usual.getName());
      setDaemon(usual.isDaemon());
      setPriority(usual.getPriority());
      setContextClassLoader(usual.getContextClassLoader());
    }

    @Override
    public void run() {
      Cancel.clear();
      hooks.forEach(h -> attempt(h, h::beforeCell));
      var before = Meter.read();
      try {
        super.run();
      } finally {
        ended(Meter.read().minus(before));
        hooks.forEach(h -> attempt(h, h::afterCell));
      }
    }

    @Override
    public void interrupt() {
      Cancel.request();
      super.interrupt();
    }

    /** A hook that fails must not take the cell with it. */
    private void attempt(CellHook hook, Runnable part) {
      try {
        part.run();
      } catch (RuntimeException | LinkageError e) {
        System.err.println(hook.getClass().getName() + " failed around a cell: " + e.getMessage());
      }
    }
  }
}
