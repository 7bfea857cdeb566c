package org.sfumato.kernel.cell;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sfumato.Cancel;

/**
 * The flag that every loop and every method of a cell looks at; {@link InterruptChecks} puts the
 * look there. A cell that was interrupted stays so: a loop that swallows exceptions is stopped at
 * its next turn, and so are threads that the cell has started.
 */
public final class Interrupts {
  /**
   * Threads of a stopped cell may be asleep or in a library; for so long they are stopped when they
   * come back.
   */
  private static final long LINGER_SECONDS = 10;

  private static volatile boolean raised;
  private static volatile Set<Long> stopped = Set.of();
  private static volatile Set<Long> insisted = Set.of();
  private static Thread inCell;

  private Interrupts() {}

  /** Called from instrumented cell code. */
  public static void check() {
    if (raised) {
      stopIfMeant();
    }
  }

  private static void stopIfMeant() {
    if (stopped.contains(ThreadCell.here())) {
      throw new CellInterrupted();
    }
  }

  /** Called for each array that a thread of cells makes. */
  static void checkInsisted() {
    if (raised && insisted.contains(ThreadCell.here())) {
      throw new CellInterrupted();
    }
  }

  /** Called from instrumented cell code in place of {@link System#exit}. */
  public static void exit(int code) {
    throw new IllegalStateException(
        "System.exit("
            + code
            + ") would end this notebook and all its values; let the cell end, or throw an exception to fail");
  }

  /**
   * Called from instrumented cell code in place of {@link Runtime#exit} and {@link Runtime#halt}.
   */
  public static void exit(Runtime runtime, int code) {
    exit(code);
  }

  /** Whether the cell that runs now was asked to stop. */
  static boolean requested() {
    return stopped.contains(ThreadCell.now());
  }

  /**
   * Asks a cell to stop, even one that is about to begin. Its thread is interrupted only while it
   * is inside the cell's own code.
   */
  static synchronized void request(long execution) {
    stopped = with(stopped, execution);
    raised = true;
    Cancel.request();
    if (inCell != null) {
      inCell.interrupt();
    }
  }

  /** It did not stop: from now on it gets no arrays any more. */
  static synchronized void insist(long execution) {
    insisted = with(insisted, execution);
  }

  private static Set<Long> with(Set<Long> executions, long one) {
    var more = new HashSet<>(executions);
    more.add(one);
    return Set.copyOf(more);
  }

  /** The cell has ended. What it has left running ends too, if it was interrupted. */
  static synchronized void ended(Set<Thread> leftBehind) {
    Cancel.clear();
    inCell = null;
    if (requested()) {
      forgetLater(ThreadCell.now(), Set.copyOf(leftBehind));
    }
  }

  private static void forgetLater(long execution, Set<Thread> leftBehind) {
    CompletableFuture.delayedExecutor(LINGER_SECONDS, TimeUnit.SECONDS)
        .execute(
            () -> {
              if (leftBehind.stream().anyMatch(Thread::isAlive)) {
                forgetLater(execution, leftBehind);
              } else {
                forget(execution);
              }
            });
  }

  private static synchronized void forget(long execution) {
    stopped = without(stopped, execution);
    insisted = without(insisted, execution);
    raised = !stopped.isEmpty();
  }

  private static Set<Long> without(Set<Long> executions, long one) {
    var fewer = new HashSet<>(executions);
    fewer.remove(one);
    return Set.copyOf(fewer);
  }

  /**
   * This thread begins to run a cell's own code.
   *
   * @return whether it was outside of it before
   */
  static synchronized boolean enterCell() {
    check();
    boolean outside = inCell != Thread.currentThread();
    inCell = Thread.currentThread();
    return outside;
  }

  /** Does this only while a cell's own code runs, so that nothing else is torn apart. */
  static synchronized boolean ifInCell(Runnable action) {
    if (inCell != null) {
      action.run();
    }
    return inCell != null;
  }

  static synchronized void leaveCell() {
    if (inCell == Thread.currentThread()) {
      inCell = null;
    }
    Thread.interrupted();
  }
}
