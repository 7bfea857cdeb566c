package org.sfumato.kernel.cell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What happens to a cell that does not stop at its interrupt, because it is inside library code
 * that looks at no flag. First DJL refuses it new arrays; then Java up to 19 can stop the thread
 * itself; and what still runs is left to what it does. Long work of the language's own polls the
 * flag at each step and hands over what it has, so it gets the time that a step takes.
 */
final class StopLadder {
  private static final long PATIENCE_MILLISECONDS = 300;
  private static final long PATIENCE_WITH_OWN_MILLISECONDS = 5_000;
  private static final int LAST_JAVA_THAT_STOPS_THREADS = 19;
  private static final String OWN = "org.sfumato.";
  private static final String KERNEL = "org.sfumato.kernel.";

  private StopLadder() {}

  /** Climbs on a thread of its own, so that the one who interrupts need not wait. */
  static void climb(long execution, CompletableFuture<Outcome> cell, UserThread user) {
    var ladder =
        new Thread(
            () -> {
              if (!ends(cell, PATIENCE_MILLISECONDS)) {
                climb(execution, user, cell);
              }
            },
            "stopping a cell");
    ladder.setDaemon(true);
    ladder.start();
  }

  private static void climb(long execution, UserThread user, CompletableFuture<Outcome> cell) {
    if (runsOwn(user.thread()) && ends(cell, PATIENCE_WITH_OWN_MILLISECONDS)) {
      return;
    }
    Interrupts.insist(execution);
    if (ends(cell, PATIENCE_MILLISECONDS)
        || stop(user.thread()) && ends(cell, PATIENCE_MILLISECONDS)) {
      return;
    }
    // While JShell compiles there is nothing to give up: what it compiles will not begin.
    while (!ends(cell, 0)) {
      if (Interrupts.ifInCell(user::giveUp)) {
        return;
      }
      ends(cell, PATIENCE_MILLISECONDS);
    }
  }

  private static boolean runsOwn(Thread thread) {
    for (var frame : thread.getStackTrace()) {
      var name = frame.getClassName();
      if (name.startsWith(OWN) && !name.startsWith(KERNEL)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static boolean stop(Thread thread) {
    if (Runtime.version().feature() > LAST_JAVA_THAT_STOPS_THREADS) {
      return false;
    }
    return Interrupts.ifInCell(thread::stop);
  }

  private static boolean ends(CompletableFuture<Outcome> cell, long milliseconds) {
    try {
      cell.get(milliseconds, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return cell.isDone();
    }
  }
}
