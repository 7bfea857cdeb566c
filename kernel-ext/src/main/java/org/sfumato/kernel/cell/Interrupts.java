package org.sfumato.kernel.cell;

import org.sfumato.Cancel;

/**
 * The flag that every loop and every method of a cell looks at; {@link InterruptChecks} puts the
 * look there. It stays up until the cell has ended, so a loop that swallows exceptions is stopped
 * at its next turn.
 */
public final class Interrupts {
  private static volatile boolean requested;
  private static Thread inCell;

  private Interrupts() {}

  /** Called from instrumented cell code. */
  public static void check() {
    if (requested) {
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

  static boolean requested() {
    return requested;
  }

  /**
   * Asks the running cell to stop. The thread itself is interrupted only while it is inside the
   * cell's own code: an interrupt during compilation would close the compiler's open jar files.
   */
  static synchronized void request() {
    requested = true;
    Cancel.request();
    if (inCell != null) {
      inCell.interrupt();
    }
  }

  static synchronized void clear() {
    requested = false;
    Cancel.clear();
  }

  static synchronized void enterCell() {
    check();
    inCell = Thread.currentThread();
  }

  /** Does this only while a cell's own code runs, so that the compiler is never torn apart. */
  static synchronized boolean ifInCell(Runnable action) {
    if (inCell != null) {
      action.run();
    }
    return inCell != null;
  }

  static synchronized void leaveCell() {
    inCell = null;
    Thread.interrupted();
  }
}
