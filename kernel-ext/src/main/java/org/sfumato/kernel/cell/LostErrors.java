package org.sfumato.kernel.cell;

/**
 * What happens to an error that ends a thread of a cell's own: it is shown in that cell, unless it
 * is the interrupt that its user asked for.
 *
 * @param otherwise who was told of such errors before; null for Java's own way
 */
record LostErrors(Thread.UncaughtExceptionHandler otherwise)
    implements Thread.UncaughtExceptionHandler {
  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    if (error instanceof CellInterrupted) {
      return;
    }
    if (otherwise != null) {
      otherwise.uncaughtException(thread, error);
    } else {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      error.printStackTrace();
    }
  }
}
