package org.sfumato.kernel.wire;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/**
 * What the kernel has to say to whoever reads the log of its process. A flood of bad messages must
 * not become a flood of lines, so each sentence is said a few times only.
 */
public final class Complaints {
  private static final int MOST_OF_ONE = 3;
  private static final int MOST_KINDS = 100;

  private final PrintStream log;
  private final Map<String, Integer> said = new HashMap<>();

  /**
   * Complaints to a log.
   *
   * @param log the process's own standard error, not that of the cells
   */
  public Complaints(PrintStream log) {
    this.log = log;
  }

  /** Says one sentence, unless it has been said often enough. */
  public synchronized void say(String sentence) {
    if (said.size() < MOST_KINDS || said.containsKey(sentence)) {
      int times = said.merge(sentence, 1, Integer::sum);
      if (times <= MOST_OF_ONE) {
        log.println(
            "sfumato kernel: "
                + sentence
                + (times == MOST_OF_ONE ? " (this is not said again)" : ""));
      }
    }
  }
}
