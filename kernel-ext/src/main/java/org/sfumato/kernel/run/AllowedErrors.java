package org.sfumato.kernel.run;

import java.util.Set;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.notebook.Cell;

/**
 * Which errors of cells a run survives.
 *
 * @param which all, those that cells or names allow, or none
 * @param names error classes that are allowed anywhere, with or without their package
 */
public record AllowedErrors(Which which, Set<String> names) {
  /** The tag of a cell that may fail. */
  public static final String TAG = "raises-exception";

  public static final AllowedErrors TAGGED = new AllowedErrors(Which.TAGGED_OR_NAMED, Set.of());

  /** How many are allowed. */
  public enum Which {
    ALL,
    TAGGED_OR_NAMED,
    /** Not even where a cell's tag allows it. */
    NONE
  }

  public AllowedErrors {
    names = Set.copyOf(names);
  }

  boolean allow(Cell cell, Message.Failure failure) {
    return switch (which) {
      case ALL -> true;
      case TAGGED_OR_NAMED ->
          cell.has(TAG)
              || names.contains(failure.name())
              || names.contains(failure.name().replaceFirst(".*[.$]", ""));
      case NONE -> false;
    };
  }
}
