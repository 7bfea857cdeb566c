package org.sfumato.kernel.command;

import org.sfumato.kernel.cell.CellEngine;

/**
 * Ctrl-C asks the running cell to stop and gives it a moment to leave what it had; then the process
 * ends as usual.
 */
final class Ctrl implements AutoCloseable {
  private static final long PATIENCE_MILLISECONDS = 3000;
  private final Thread hook = new Thread(this::stop, "ctrl-c");
  private final Object ended = new Object();
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
