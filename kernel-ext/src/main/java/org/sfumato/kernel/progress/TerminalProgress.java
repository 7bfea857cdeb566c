package org.sfumato.kernel.progress;

import java.io.PrintStream;
import org.sfumato.Progress;

/**
 * Shows long work on standard error: on a terminal as one line that rewrites itself, elsewhere as a
 * line now and then, so that a log stays readable. Work inside other work stands on the same line.
 */
public final class TerminalProgress implements AutoCloseable {
  private static final long TERMINAL_PAUSE = 250_000_000L;
  private static final long LOG_PAUSE = 10_000_000_000L;
  private static final int USUAL_COLUMNS = 79;

  private final PrintStream err;
  private final boolean terminal;
  private final int columns;
  private final AutoCloseable listening;
  private final Works works = new Works();
  private String prefix = "";
  private long drawn = System.nanoTime();
  private int width;

  private TerminalProgress(PrintStream err, boolean terminal, int columns) {
    this.err = err;
    this.terminal = terminal;
    this.columns = columns;
    listening = Progress.listen(this::accept);
  }

  /**
   * Listens from now on. The launcher says in {@code sfumato.terminal} whether standard error is a
   * terminal, because Java cannot tell, and may say in {@code sfumato.columns} how wide.
   */
  public static TerminalProgress to(PrintStream err) {
    var said = System.getProperty("sfumato.terminal");
    boolean terminal = said == null ? System.console() != null : said.equals("true");
    return new TerminalProgress(err, terminal, columns());
  }

  /** A line that is too long would break, and the next could not rewrite it. */
  private static int columns() {
    var said = System.getProperty("sfumato.columns", System.getenv("COLUMNS"));
    return said != null && said.matches("[1-9][0-9]{1,3}")
        ? Integer.parseInt(said) - 1
        : USUAL_COLUMNS;
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
    var work = works.report(p);
    if (p.finished()) {
      if (!terminal && work.whole().isEmpty()) {
        err.println(prefix + ProgressText.ended(work, false));
      }
      works.end(work);
    } else if (now - drawn >= (terminal ? TERMINAL_PAUSE : LOG_PAUSE)) {
      drawn = now;
      if (terminal) {
        rewrite(line(work));
      } else {
        err.println(
            prefix
                + (work.whole().isEmpty()
                    ? ProgressText.running(work, 0)
                    : ProgressText.path(work)));
      }
    }
  }

  private String line(Work work) {
    var line =
        prefix
            + (work.whole().isEmpty()
                ? ProgressText.running(work, columns - prefix.length())
                : ProgressText.path(work));
    return line.length() <= columns ? line : line.substring(0, columns - 1) + "…";
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
