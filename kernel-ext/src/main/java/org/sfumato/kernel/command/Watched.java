package org.sfumato.kernel.command;

import java.nio.file.Path;
import java.util.Optional;
import org.sfumato.kernel.progress.TerminalProgress;
import org.sfumato.kernel.run.Runner;

/** Tells the terminal which cell runs, and keeps a long run's notebook now and then. */
final class Watched implements Runner.Watcher {
  /** A run that is cut off by a crash loses no more, unless saving is slow. */
  private static final long PAUSE_NANOSECONDS = 10_000_000_000L;

  /** Saving takes at most this part of the time. */
  private static final int SHARE = 20;

  private final Path file;
  private final TerminalProgress progress;
  private final Optional<Runnable> save;
  private long saved = System.nanoTime();
  private long pause = PAUSE_NANOSECONDS;

  Watched(Path file, TerminalProgress progress, Optional<Runnable> save) {
    this.file = file;
    this.progress = progress;
    this.save = save;
  }

  @Override
  public void running(int cell, int of) {
    progress.prefix(file.getFileName() + " [" + cell + "/" + of + "] ");
  }

  @Override
  public Optional<Runnable> keep() {
    return System.nanoTime() - saved < pause ? Optional.empty() : save.map(s -> () -> timed(s));
  }

  private void timed(Runnable task) {
    long start = System.nanoTime();
    task.run();
    saved = System.nanoTime();
    pause = Math.max(PAUSE_NANOSECONDS, SHARE * (saved - start));
  }
}
