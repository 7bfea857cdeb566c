package org.sfumato.engine;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sfumato.Picture;
import org.sfumato.Progress;

/**
 * Publishes how far a piece of work is, with the time left. Work that begins while other work of
 * this thread, or of the thread that started this one, is under way is a part of that.
 */
public final class Ticker implements AutoCloseable {
  private static final AtomicLong IDS = new AtomicLong();

  /** The innermost work of a thread; threads that it starts begin inside it. */
  private static final InheritableThreadLocal<Ticker> INNERMOST = new InheritableThreadLocal<>();

  private static final Set<Ticker> OPEN = ConcurrentHashMap.newKeySet();

  private final long id = IDS.incrementAndGet();
  private final Ticker outer = open(INNERMOST.get());
  private final Thread thread = Thread.currentThread();
  private final String task;
  private final int total;
  private final int start;
  private final int warmUp;
  private final long began = System.nanoTime();
  private long warm = began;
  private String note;
  private int done;
  private volatile boolean closed;

  /**
   * Work whose first step compiles and warms up, and so says nothing about the others.
   *
   * @param total steps in all, or 0 if nobody knows
   * @param start steps that were done before, in an earlier run
   */
  public Ticker(String task, int total, int start) {
    this(task, total, start, 1, "");
  }

  private Ticker(String task, int total, int start, int warmUp, String note) {
    this.task = task;
    this.total = total;
    this.start = start;
    this.warmUp = warmUp;
    this.done = start;
    this.note = note;
    INNERMOST.set(this);
    OPEN.add(this);
    publish(null, false);
  }

  /**
   * Work whose steps are all alike, so that the first tells how long the others take.
   *
   * @param total steps in all, or 0 if nobody knows
   * @param note what stands beside the bar before the first step
   */
  public static Ticker ofEqualSteps(String task, int total, String note) {
    return new Ticker(task, total, 0, 0, note);
  }

  /**
   * {@code steps} of the work are done. Other work that this thread began inside it and left
   * without a word has ended.
   *
   * @param picture the current picture, or null; it is made, if at all, before this returns
   */
  public void tick(int steps, String note, Supplier<Picture> picture) {
    if (closed) {
      return;
    }
    endInner();
    done = steps;
    this.note = note;
    if (done == start + warmUp) {
      warm = warmUp == 0 ? began : System.nanoTime();
    }
    publish(picture, false);
  }

  /** The work has ended, whole or not; only the first such word counts. */
  public void finish(String note) {
    if (!closed) {
      endInner();
      this.note = note;
      closed = true;
      OPEN.remove(this);
      publish(null, true);
      if (INNERMOST.get() == this) {
        INNERMOST.set(open(outer));
      }
    }
  }

  /** Ends the work, if nobody has, with its last note. */
  @Override
  public void close() {
    finish(note);
  }

  /**
   * These threads are done with all that they began: what was left without a word, by an exception
   * or a {@code break}, takes in no more parts. Nothing is published.
   */
  public static void leave(Predicate<Thread> threads) {
    for (var t : OPEN) {
      if (threads.test(t.thread)) {
        t.closed = true;
        OPEN.remove(t);
      }
    }
  }

  /** Seconds since the work began. */
  public double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private void endInner() {
    if (Thread.currentThread() != thread) {
      return;
    }
    var inner = INNERMOST.get();
    while (inner != null && inner != this && inner.isInside(this)) {
      inner.close();
      inner = INNERMOST.get();
    }
  }

  private boolean isInside(Ticker other) {
    for (var t = outer; t != null; t = t.outer) {
      if (t == other) {
        return thread == other.thread;
      }
    }
    return false;
  }

  private static Ticker open(Ticker from) {
    var t = from;
    while (t != null && t.closed) {
      t = t.outer;
    }
    return t;
  }

  private void publish(Supplier<Picture> picture, boolean finished) {
    Optional<Double> left = Optional.empty();
    int counted = done - start - warmUp;
    if (counted >= 1 && total > 0 && !finished) {
      double each = (System.nanoTime() - warm) / 1e9 / counted;
      left = Optional.of(each * Math.max(0, total - done));
    }
    long parent = outer == null || outer.closed ? 0 : outer.id;
    new Progress(id, parent, task, done, total, note, left, Optional.ofNullable(picture), finished)
        .publish();
  }
}
