package org.sfumato.kernel.progress;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.sfumato.Progress;

/**
 * Shows long work on standard error: on a terminal as one line that rewrites itself, elsewhere as a
 * line now and then, so that a log stays readable.
 */
public final class TerminalProgress implements AutoCloseable {
  private static final long TERMINAL_PAUSE = 250_000_000L;
  private static final long LOG_PAUSE = 10_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private final AutoCloseable listening;
  private final Map<Long, Long> starts = new HashMap<>();
  private String prefix = "";
  private long drawn = System.nanoTime();
  private int width;

  private TerminalProgress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
    listening = Progress.listen(this::accept);
  }

  /**
   * Listens from now on. The launcher says in {@code sfumato.terminal} whether standard error is a
   * terminal, because Java cannot tell.
   */
  public static TerminalProgress to(PrintStream err) {
    var said = System.getProperty("sfumato.terminal");
    return new TerminalProgress(err, said == null ? System.console() != null : said.equals("true"));
  }

  /**
   * What stands before every line, such as the cell that runs; on a terminal it is shown at once.
   */
  public synchronized void prefix(String text) {
    prefix = text;
    if (terminal) {
      rewrite(text);
    }
  }

  private synchronized void accept(Progress p) {
    long now = System.nanoTime();
    long start = starts.computeIfAbsent(p.id(), id -> now);
    if (p.finished()) {
      starts.remove(p.id());
      if (!terminal) {
        err.println(prefix + ProgressText.ended(p, (now - start) / 1e9, false));
      }
    } else if (now - drawn >= (terminal ? TERMINAL_PAUSE : LOG_PAUSE)) {
      drawn = now;
      if (terminal) {
        rewrite(prefix + ProgressText.running(p));
      } else {
        err.println(prefix + p.task() + " " + ProgressText.details(p));
      }
    }
  }

  private void rewrite(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    err.flush();
    width = line.length();
  }

  /** Removes the rewritten line, so that something else can be printed. */
  public synchronized void clear() {
    if (terminal && width > 0) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
    }
  }

  @Override
  public void close() {
    clear();
    try {
      listening.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop listening to progress", e);
    }
  }
}
