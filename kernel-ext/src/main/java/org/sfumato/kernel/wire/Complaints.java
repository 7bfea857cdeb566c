package org.sfumato.kernel.wire;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the kernel has to say to whoever reads the log of its process. A flood of bad messages must
 * not become a flood of lines, so it soon falls silent.
 */
public final class Complaints {
  private static final int MOST = 20;

  private final PrintStream log;
  private final AtomicInteger said = new AtomicInteger();

  /**
   * Complaints to a log.
   *
   * @param log the process's own standard error, not that of the cells
   */
  public Complaints(PrintStream log) {
    this.log = log;
  }

  /** Says one sentence. */
  public void say(String sentence) {
    int number = said.incrementAndGet();
    if (number <= MOST) {
      log.println("sfumato kernel: " + sentence);
    }
    if (number == MOST) {
      log.println("sfumato kernel: further complaints are not shown");
    }
  }
}
