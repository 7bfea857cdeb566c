package org.sfumato.kernel.cell;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;

/** Library code that looks at no flag, as a cell may call it. */
public final class Uninstrumented {
  /** What {@link #stubborn} and {@link #blocked} wait for. */
  public static volatile CountDownLatch gate = new CountDownLatch(1);

  private static final Object LOCK = new Object();

  private Uninstrumented() {}

  public static LongPredicate until(long nanoTime) {
    return i -> System.nanoTime() > nanoTime;
  }

  /** Arithmetic on arrays of a manager of its own, for ever. */
  public static void arrays() {
    try (var manager = NDManager.newBaseManager()) {
      var a = manager.ones(new Shape(4));
      System.out.println("go");
      while (true) {
        a.add(1).close();
      }
    }
  }

  /** Waits for the gate, whoever interrupts; then says so and returns 42. */
  public static int stubborn() {
    System.out.println("go");
    while (gate.getCount() > 0) {
      Thread.onSpinWait();
    }
    System.out.println("late");
    return 42;
  }

  /** Waits for a lock that is free when the gate is open, which no Java can end. */
  public static void blocked() throws InterruptedException {
    var held = new CountDownLatch(1);
    var holder =
        new Thread(
            () -> {
              synchronized (LOCK) {
                held.countDown();
                try {
                  gate.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            });
    holder.setDaemon(true);
    holder.start();
    held.await();
    System.out.println("go");
    synchronized (LOCK) {
      System.out.println("through");
    }
  }
}
