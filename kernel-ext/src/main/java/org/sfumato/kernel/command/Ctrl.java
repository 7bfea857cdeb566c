package org.sfumato.kernel.command;

import java.io.PrintStream;
import org.sfumato.kernel.cell.CellEngine;

/**
 * Ctrl-C asks the running cell to stop and gives it a moment to leave what it had; then the process
 * ends as usual.
 */
final class Ctrl implements AutoCloseable {
  private static final long PATIENCE_MILLISECONDS = 3000;

  /** As shells count a process that was ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  private final Thread hook = new Thread(this::stop, "ctrl-c");
  private final Object ended = new Object();

  /** Standard error is the cells' while they run. */
  private final PrintStream err = System.err;

  private boolean done;

  Ctrl() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    try {
      CellEngine.current().interrupt();
    } catch (IllegalStateException e) {
      return;
    }
    synchronized (ended) {
      long until = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000;
      while (!done && System.nanoTime() < until) {
        try {
          ended.wait(100);
        } catch (InterruptedException e) {
          return;
        }
      }
      if (!done) {
        // Native code that still computes would crash while its library is taken down.
        err.println("sfumato: the cell runs library code that does not stop; ended anyway");
        Runtime.getRuntime().halt(INTERRUPTED);
      }
    }
  }

  @Override
  public void close() {
    synchronized (ended) {
      done = true;
      ended.notifyAll();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook has run.
    }
  }
}
