package org.sfumato.kernel.cell;

import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Which execution of a cell a thread works for: that of the thread which started it, also when that
 * cell has long ended. Threads of shared pools work for the cell that runs now.
 */
final class ThreadCell {
  private static final InheritableThreadLocal<Long> OWN = new InheritableThreadLocal<>();
  private static volatile long now;

  private ThreadCell() {}

  /** From now on this execution is the one that runs. */
  static void runs(long execution) {
    now = execution;
  }

  /** This thread, and threads that it starts, work for this execution. */
  static void join(long execution) {
    OWN.set(execution);
  }

  /** The execution of the thread that asks. */
  static long here() {
    var own = OWN.get();
    return own == null || Thread.currentThread() instanceof ForkJoinWorkerThread ? now : own;
  }

  static long now() {
    return now;
  }
}
