package org.sfumato.kernel.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sfumato.Progress;

/** Progress in words. */
final class ProgressText {
  private static final int BAR = 24;
  private static final int SHORTEST_BAR = 8;
  private static final int MOST_LEFT = 5;

  private ProgressText() {}

  /** {@code sample brain-t1 ━━━━━━━━──────────── 12/50 · 4.8/s · σ 3.2 · 8 s left}. */
  static String running(Work work) {
    return work.last().task() + " " + bar(work.last(), BAR) + details(work);
  }

  /** The same in so many columns, if need be with a shorter bar or none. */
  static String running(Work work, int columns) {
    var task = work.last().task() + " ";
    var details = details(work);
    int room = Math.min(BAR, columns - task.length() - details.length() - 1);
    return task + (room < SHORTEST_BAR ? "" : bar(work.last(), room)) + details;
  }

  private static String bar(Progress p, int width) {
    long done = p.total() <= 0 ? 0 : (long) width * p.done() / p.total();
    int full = (int) Math.max(0, Math.min(width, done));
    return "━".repeat(full) + "─".repeat(width - full) + " ";
  }

  /**
   * {@code sweep λ 3/12 › sample brain-t1 21/50 · σ 3.2 · 12 s left}; the time left is the whole's.
   */
  static String path(Work work) {
    var steps = new ArrayList<String>();
    for (var w = work; w != null; w = w.whole().orElse(null)) {
      steps.add(0, w.last().task() + " " + steps(w.last()));
    }
    var left = work.top().last().secondsLeft().or(() -> work.last().secondsLeft());
    return String.join(" › ", steps)
        + note(work.last(), " · ")
        + left.map(s -> " · " + seconds(s) + " left").orElse("");
  }

  /** {@code 12/50 · 4.8/s · σ 3.2 · 8 s left}. */
  static String details(Work work) {
    var p = work.last();
    return steps(p)
        + work.rate().map(r -> " · " + rate(r)).orElse("")
        + note(p, " · ")
        + p.secondsLeft().map(s -> " · " + seconds(s) + " left").orElse("");
  }

  /**
   * What stays when the work is over. If it was left without a word, what came after its last step
   * was perhaps no part of it, and is said too.
   */
  static String ended(Work work, boolean stopped) {
    var p = work.last();
    var steps =
        p.total() > 0 && p.done() != p.total() ? p.done() + " of " + p.total() : "" + p.done();
    var line =
        p.task()
            + ": "
            + (stopped ? "stopped after " : "")
            + steps
            + (p.done() == 1 && steps.length() == 1 ? " step in " : " steps in ")
            + seconds(work.seconds())
            + note(p, ", ");
    return stopped ? line + left(work.endedParts()) : line;
  }

  private static String left(List<String> parts) {
    int more = parts.size() - MOST_LEFT;
    var lines = new StringBuilder();
    parts.stream().limit(MOST_LEFT).forEach(l -> lines.append('\n').append(l));
    return lines + (more > 0 ? "\n… and " + more + " more" : "");
  }

  private static String steps(Progress p) {
    return p.total() > 0 ? p.done() + "/" + p.total() : String.valueOf(p.done());
  }

  private static String note(Progress p, String before) {
    return p.note() == null || p.note().isBlank() ? "" : before + p.note();
  }

  /** {@code 1250/s}, {@code 4.8/s}; when slower than one a second, {@code 3.1 s each}. */
  static String rate(double perSecond) {
    if (perSecond < 1) {
      return seconds(1 / perSecond) + " each";
    }
    return perSecond < 10
        ? String.format(Locale.ROOT, "%.1f/s", perSecond)
        : Math.round(perSecond) + "/s";
  }

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String seconds(double s) {
    long whole = Math.round(s);
    if (s < 9.95) {
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
