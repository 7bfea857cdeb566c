package org.sfumato;

/**
 * The flag that stops long work. A notebook's interrupt sets it; every sampler, trainer and runner
 * polls it each step. It is one flag for the process, because one cell runs at a time.
 */
public final class Cancel {
  private static volatile boolean requested;

  private Cancel() {}

  /** Asks running work to stop at its next step. */
  public static void request() {
    requested = true;
  }

  /** Forgets an earlier request; a new cell starts so. */
  public static void clear() {
    requested = false;
    Thread.interrupted();
  }

  /** Whether work should stop now: the flag is set, or this thread was interrupted. */
  public static boolean requested() {
    return requested || Thread.currentThread().isInterrupted();
  }
}
