package org.sfumato.kernel.progress;

import java.util.Locale;
import org.sfumato.Progress;

/** Progress as one line of text. */
final class ProgressText {
  private static final int BAR = 24;

  private ProgressText() {}

  /** {@code sample brain-t1 ━━━━━━━━──────────── 12/50 · σ 3.2 · 8 s left}. */
  static String running(Progress p) {
    int full = p.total() <= 0 ? 0 : Math.min(BAR, (int) ((long) BAR * p.done() / p.total()));
    return p.task() + " " + "━".repeat(full) + "─".repeat(BAR - full) + " " + details(p);
  }

  /** {@code 12/50 · σ 3.2 · 8 s left}. */
  static String details(Progress p) {
    var steps = p.total() > 0 ? p.done() + "/" + p.total() : String.valueOf(p.done());
    var note = p.note() == null || p.note().isBlank() ? "" : " · " + p.note();
    return steps + note + p.secondsLeft().map(s -> " · " + seconds(s) + " left").orElse("");
  }

  static String ended(Progress p, double seconds, boolean stopped) {
    var steps =
        p.total() > 0 && p.done() != p.total() ? p.done() + " of " + p.total() : "" + p.done();
    var note = p.note() == null || p.note().isBlank() ? "" : ", " + p.note();
    return p.task()
        + ": "
        + (stopped ? "stopped after " : "")
        + steps
        + " steps in "
        + seconds(seconds)
        + note;
  }

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String seconds(double s) {
    long whole = Math.round(s);
    if (s < 10) {
      return String.format(Locale.ROOT, "%.1f s", s);
    }
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
