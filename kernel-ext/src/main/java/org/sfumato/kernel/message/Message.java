package org.sfumato.kernel.message;

import java.util.List;
import java.util.Optional;

/**
 * What a running cell tells the world, in the order in which it happens. A transport (the headless
 * runner, a Jupyter socket) delivers messages; it never changes them. {@link #execution()} names
 * the run of a cell that a message belongs to, so that output of a thread that outlives its cell
 * still finds its place.
 */
public sealed interface Message {
  long execution();

  /** A cell begins to run. */
  record Input(long execution, int count, String code) implements Message {}

  /** Standard output or standard error. */
  record Stream(long execution, Channel channel, String text) implements Message {}

  /** The two streams, by their names in notebooks. */
  enum Channel {
    STDOUT,
    STDERR;

    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Something shown; with an id it can be updated later. */
  record Display(long execution, Bundle bundle, Optional<String> id) implements Message {}

  /** Every earlier display with this id now shows this. */
  record Update(long execution, Bundle bundle, String id) implements Message {}

  /** The value of the cell's last expression. */
  record Result(long execution, Bundle bundle, int count) implements Message {}

  /**
   * The cell failed.
   *
   * @param name the error's class, or what kind of failure it is
   * @param value its message
   * @param traceback lines for the reader, with ANSI colours
   */
  record Failure(long execution, String name, String value, List<String> traceback)
      implements Message {
    public Failure {
      traceback = List.copyOf(traceback);
    }
  }

  /** Forget what the cell has shown so far. */
  record Clear(long execution, When when) implements Message {}

  /**
   * A long text for a page of its own beside the notebook; a front end that has none ignores it.
   */
  record Page(long execution, Bundle bundle) implements Message {}

  /** Whether outputs go at once, or when the next one comes, so that nothing flickers. */
  enum When {
    NOW,
    BEFORE_NEXT
  }
}
