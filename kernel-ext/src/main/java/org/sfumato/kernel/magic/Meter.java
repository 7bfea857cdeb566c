package org.sfumato.kernel.magic;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Reads the clocks of the thread that asks. */
public final class Meter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Meter() {}

  /** Since some moment in the past: only differences mean something. */
  public static Spent read() {
    long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    long process = SYSTEM.getProcessCpuTime();
    long thread = THREADS.getCurrentThreadCpuTime();
    return new Spent(System.nanoTime(), thread, process, bytes);
  }
}
