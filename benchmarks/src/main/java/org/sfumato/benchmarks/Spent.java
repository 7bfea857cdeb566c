package org.sfumato.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Time in milliseconds.
 *
 * @param processor what the processor spent on this process or thread
 * @param clock what passed
 */
record Spent(double processor, double clock) {
  static final Spent NOTHING = new Spent(0, 0);

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** By all threads so far: collector, compiler and noise made ahead included. */
  static Spent byProcess() {
    return new Spent(PROCESS.getProcessCpuTime() / 1e6, System.nanoTime() / 1e6);
  }

  /** By the calling thread so far. */
  static Spent byThread() {
    return new Spent(THREADS.getCurrentThreadCpuTime() / 1e6, System.nanoTime() / 1e6);
  }

  Spent plus(Spent other) {
    return new Spent(processor + other.processor, clock + other.clock);
  }

  Spent minus(Spent other) {
    return new Spent(processor - other.processor, clock - other.clock);
  }

  Spent over(int steps) {
    return new Spent(processor / steps, clock / steps);
  }
}
