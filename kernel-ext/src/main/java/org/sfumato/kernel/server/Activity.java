package org.sfumato.kernel.server;

import java.util.Map;
import org.sfumato.kernel.wire.Received;

/**
 * Tells front ends whether the kernel is busy. Help and answers are given while a cell runs, and
 * their {@code idle} would look like the cell's to a front end that does not read parents: so the
 * cell says that it is busy once more.
 */
final class Activity {
  private final Publisher publisher;
  private Received cell;

  Activity(Publisher publisher) {
    this.publisher = publisher;
  }

  void starting() {
    publisher.publish("status", Publisher.NO_PARENT, Map.of("execution_state", "starting"));
  }

  /** A request that may be answered beside a cell. */
  synchronized void busy(Received request) {
    say(request, "busy");
  }

  synchronized void idle(Received request) {
    say(request, "idle");
    if (cell != null) {
      say(cell, "busy");
    }
  }

  synchronized void cellBegins(Received request) {
    cell = request;
    say(request, "busy");
  }

  synchronized void cellEnds() {
    say(cell, "idle");
    cell = null;
  }

  private void say(Received request, String state) {
    publisher.publish("status", request.header(), Map.of("execution_state", state));
  }
}
