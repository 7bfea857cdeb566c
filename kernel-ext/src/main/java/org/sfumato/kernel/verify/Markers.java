package org.sfumato.kernel.verify;

import java.util.Locale;
import java.util.regex.Pattern;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.run.AllowedErrors;

/**
 * What a cell says about its verification, as {@code nbval} reads it: by tags such as {@code
 * nbval-ignore-output}, or by comments such as {@code // NBVAL_IGNORE_OUTPUT} on lines of their
 * own. Comments win over tags.
 *
 * @param skipped whether the cell is not run at all
 * @param mayFail whether it may, and need not, throw
 * @param compared whether its outputs must be the stored ones
 */
record Markers(boolean skipped, boolean mayFail, boolean compared) {
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^\\s*//+\\s*((?:NBVAL|PYTEST_VALIDATE)_[A-Z_]+)\\s*$");

  /**
   * @param lax whether only cells are compared that ask for it
   */
  static Markers of(Cell cell, boolean lax) {
    var markers = new Markers(cell.has("skip-execution"), cell.has(AllowedErrors.TAG), !lax);
    for (var tag : cell.tags()) {
      markers = markers.with(tag);
    }
    var comment = COMMENT.matcher(cell.source());
    while (comment.find()) {
      markers = markers.with(comment.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return markers;
  }

  private Markers with(String word) {
    return switch (word) {
      case "nbval-skip" -> new Markers(true, mayFail, compared);
      case "nbval-raises-exception" -> new Markers(skipped, true, compared);
      case "nbval-ignore-output", "pytest-validate-ignore-output" ->
          new Markers(skipped, mayFail, false);
      case "nbval-check-output" -> new Markers(skipped, mayFail, true);
      default -> this;
    };
  }
}
