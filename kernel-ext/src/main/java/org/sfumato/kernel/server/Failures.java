package org.sfumato.kernel.server;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.sfumato.kernel.wire.Received;

/**
 * Which cells were sent before their sender could know that an earlier one failed. Those that wait
 * already are easy to find; others are still on their way when a quick failure happens, and "run
 * all" must stop at the error all the same. Times are compared on the sender's own clock only.
 */
final class Failures {
  /** So long a message may be on its way. */
  private static final Duration WAY = Duration.ofSeconds(1);

  private Received failed;
  private Instant failedAt = Instant.MIN;
  private long failedSince;

  /**
   * A cell failed, and those that were sent by now should not run.
   *
   * @param arrived when it came, by {@link System#nanoTime}
   */
  void happened(Received request, long arrived) {
    failed = request;
    failedSince = System.nanoTime();
    failedAt = date(request).map(d -> d.plusNanos(failedSince - arrived)).orElse(Instant.MIN);
  }

  /** Whether a request that came after a failure was made before it. */
  boolean overtook(Received request) {
    if (failed == null || !failed.session().equals(request.session())) {
      return false;
    }
    if (System.nanoTime() - failedSince > WAY.toNanos()) {
      failed = null;
      return false;
    }
    var made = date(request);
    var before = date(failed);
    return made.isPresent()
        && before.isPresent()
        && made.get().isAfter(before.get())
        && made.get().isBefore(failedAt);
  }

  /** A clock that tells whole seconds only cannot tell before from after. */
  private static Optional<Instant> date(Received request) {
    try {
      var date = OffsetDateTime.parse(request.header().path("date").asText()).toInstant();
      return Optional.of(date).filter(d -> d.getNano() != 0);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
