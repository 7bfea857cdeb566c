package org.sfumato.kernel.cell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What happens to a cell that does not stop at its interrupt, because it is inside library code
 * that looks at no flag: Java up to 19 can stop the thread itself; later ones cannot, and the cell
 * is given up.
 */
final class StopLadder {
  private static final long PATIENCE_SECONDS = 2;
  private static final int LAST_JAVA_THAT_STOPS_THREADS = 19;

  private StopLadder() {}

  static void climb(
      CompletableFuture<Outcome> cell, Thread thread, Consumer<CompletableFuture<Outcome>> giveUp) {
    var later =
        CompletableFuture.delayedExecutor(
            PATIENCE_SECONDS,
            TimeUnit.SECONDS,
            r -> {
              var t = new Thread(r, "stopping a cell");
              t.setDaemon(true);
              t.start();
            });
    later.execute(
        () -> {
          if (!cell.isDone() && stop(thread)) {
            waitFor(cell);
          }
          if (!cell.isDone()) {
            giveUp.accept(cell);
          }
        });
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static boolean stop(Thread thread) {
    if (Runtime.version().feature() > LAST_JAVA_THAT_STOPS_THREADS) {
      return false;
    }
    return Interrupts.ifInCell(thread::stop);
  }

  private static void waitFor(CompletableFuture<Outcome> cell) {
    try {
      cell.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      // It is looked at again below; how it ended does not matter here.
    }
  }
}
