package org.sfumato.kernel.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which request the run of a cell belongs to, so that what a thread says after its cell has ended
 * still appears below that cell. Executions count upwards, so a number never seen before is that of
 * the cell that runs now.
 */
final class Parents {
  /** A thread that has slept through more cells than this speaks in the latest. */
  private static final int REMEMBERED = 4096;

  private final Map<Long, ObjectNode> headers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ObjectNode> eldest) {
          return size() > REMEMBERED;
        }
      };
  private ObjectNode latest = Publisher.NO_PARENT;
  private boolean running;
  private long newest;

  /** A cell is about to run. */
  synchronized void begins(ObjectNode header) {
    latest = header;
    running = true;
  }

  /** It ended, and this was its number. */
  synchronized void ended(long execution) {
    headers.put(execution, latest);
    newest = Math.max(newest, execution);
    running = false;
  }

  /** The header of the request behind an execution. */
  synchronized ObjectNode of(long execution) {
    if (running && execution > newest) {
      newest = execution;
      headers.put(execution, latest);
    }
    return headers.getOrDefault(execution, latest);
  }

  synchronized ObjectNode latest() {
    return latest;
  }

  /** Whether an execution is the one that runs now. */
  synchronized boolean isRunning(long execution) {
    return running && execution >= newest;
  }
}
