package org.sfumato.kernel.cell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What happens to a cell that does not stop at its interrupt, because it is inside library code
 * that looks at no flag: Java up to 19 can stop the thread itself; later ones cannot, and the
 * thread is left to what it does.
 */
final class StopLadder {
  private static final long PATIENCE_MILLISECONDS = 500;
  private static final int LAST_JAVA_THAT_STOPS_THREADS = 19;

  private StopLadder() {}

  /** Climbs on a thread of its own, so that the one who interrupts need not wait. */
  static void climb(CompletableFuture<Outcome> cell, UserThread user) {
    var ladder =
        new Thread(
            () -> {
              if (!ends(cell) && !(stop(user.thread()) && ends(cell))) {
                user.giveUp();
              }
            },
            "stopping a cell");
    ladder.setDaemon(true);
    ladder.start();
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static boolean stop(Thread thread) {
    if (Runtime.version().feature() > LAST_JAVA_THAT_STOPS_THREADS) {
      return false;
    }
    return Interrupts.ifInCell(thread::stop);
  }

  private static boolean ends(CompletableFuture<Outcome> cell) {
    try {
      cell.get(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
    return cell.isDone();
  }
}
