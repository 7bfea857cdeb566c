package org.sfumato;

import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How far a piece of long work is. The work publishes values of this type; a notebook or a terminal
 * listens and decides how often to draw them.
 *
 * @param id the same for all reports of one piece of work
 * @param parent the id of the work that this is a part of, or 0 if it stands alone
 * @param task what is being done, such as {@code sample brain-t1}
 * @param done steps finished
 * @param total steps in all, or 0 if nobody knows
 * @param note what a reader wants beside the bar: the noise level, the loss
 * @param secondsLeft estimated from the second step on; empty before
 * @param picture the current picture, made only when somebody draws it
 * @param finished whether this is the last report
 */
public record Progress(
    long id,
    long parent,
    String task,
    int done,
    int total,
    String note,
    Optional<Double> secondsLeft,
    Optional<Supplier<Picture>> picture,
    boolean finished) {
  private static final CopyOnWriteArrayList<Consumer<Progress>> LISTENERS =
      new CopyOnWriteArrayList<>();

  /** A report of work that stands alone. */
  public Progress(
      long id,
      String task,
      int done,
      int total,
      String note,
      Optional<Double> secondsLeft,
      Optional<Supplier<Picture>> picture,
      boolean finished) {
    this(id, 0, task, done, total, note, secondsLeft, picture, finished);
  }

  /** From now on {@code listener} hears of all long work, until the returned handle is closed. */
  public static AutoCloseable listen(Consumer<Progress> listener) {
    LISTENERS.add(listener);
    return () -> LISTENERS.remove(listener);
  }

  /** Whether anybody listens; if nobody does, pictures of work under way need not be made. */
  public static boolean heard() {
    return !LISTENERS.isEmpty();
  }

  /** Tells all listeners. A listener that fails is its own problem, never the work's. */
  public void publish() {
    for (var listener : LISTENERS) {
      try {
        listener.accept(this);
      } catch (RuntimeException ignored) {
        // A broken progress bar must not stop an hour of training.
      }
    }
  }
}
