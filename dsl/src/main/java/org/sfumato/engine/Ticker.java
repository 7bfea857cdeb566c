package org.sfumato.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.sfumato.Picture;
import org.sfumato.Progress;

/** Publishes how far a piece of work is, with the time left from its second step on. */
public final class Ticker {
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final String task;
  private final int total;
  private final int start;
  private final long began = System.nanoTime();
  private long second;
  private int done;

  /**
   * @param start steps that were done before, in an earlier run
   */
  public Ticker(String task, int total, int start) {
    this.task = task;
    this.total = total;
    this.start = start;
    this.done = start;
    publish("", null, false);
  }

  /** {@code steps} of the work are done. */
  public void tick(int steps, String note, Supplier<Picture> picture) {
    done = steps;
    if (done == start + 1) {
      second = System.nanoTime();
    }
    publish(note, picture, false);
  }

  /** The work has ended, whole or not. */
  public void finish(String note) {
    publish(note, null, true);
  }

  /** Seconds since the work began. */
  public double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private void publish(String note, Supplier<Picture> picture, boolean finished) {
    Optional<Double> left = Optional.empty();
    if (done >= start + 2 && !finished) {
      // The first step compiles and warms up; it would make the estimate too long.
      double each = (System.nanoTime() - second) / 1e9 / (done - start - 1);
      left = Optional.of(each * (total - done));
    }
    new Progress(id, task, done, total, note, left, Optional.ofNullable(picture), finished)
        .publish();
  }
}
