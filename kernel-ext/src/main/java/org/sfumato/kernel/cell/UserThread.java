package org.sfumato.kernel.cell;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The thread on which everything runs that users wrote: cells, the texts of their values, hooks. It
 * is the same from cell to cell, so that what belongs to a thread stays; only a cell that cannot be
 * stopped keeps its thread, and the next cells get a new one.
 */
final class UserThread {
  private static final String NAME = "cells";

  private final ClassLoader loader;
  private final Set<Thread> leftBehind = new HashSet<>();
  private volatile WorkThread now;
  private int made;

  /**
   * @param loader where code that asks its thread for classes finds those of cells
   */
  UserThread(ClassLoader loader) {
    this.loader = loader;
    now = fresh();
  }

  Thread thread() {
    return now.thread();
  }

  /**
   * Runs what a user wrote; an interrupt reaches it.
   *
   * @throws WorkThread.GivenUp if it could not be stopped and was left behind
   * @throws Exception what it throws
   */
  <T> T run(Callable<T> code) throws Exception {
    return now.call(
        () -> {
          ThreadCell.join(ThreadCell.now());
          boolean outermost = Interrupts.enterCell();
          try {
            var value = code.call();
            // Perhaps it ended only because what it waited for was stopped.
            Interrupts.check();
            return value;
          } finally {
            if (outermost) {
              Interrupts.leaveCell();
            }
          }
        });
  }

  /** Does this on the same thread even if the cell was interrupted. */
  void tidy(Runnable work) {
    try {
      now.call(
          () -> {
            work.run();
            return null;
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves the thread to what it does; cells get a new one. */
  synchronized void giveUp() {
    var old = now;
    now = fresh();
    leftBehind.removeIf(t -> !t.isAlive());
    leftBehind.add(old.thread());
    old.giveUp();
  }

  /** Threads that still run what could not be stopped. */
  synchronized Set<Thread> leftBehind() {
    leftBehind.removeIf(t -> !t.isAlive());
    return Set.copyOf(leftBehind);
  }

  void end() {
    now.end();
  }

  private WorkThread fresh() {
    made++;
    var work = new WorkThread(made == 1 ? NAME : NAME + " " + made);
    work.thread().setContextClassLoader(loader);
    work.submit(
        () -> {
          ArrayWatch.here();
          return null;
        });
    return work;
  }
}
