package org.sfumato.kernel.command;

import java.nio.file.Path;
import java.util.Optional;
import org.sfumato.kernel.progress.TerminalProgress;
import org.sfumato.kernel.run.Runner;

/** Tells the terminal which cell runs, and keeps a long run's notebook now and then. */
final class Watched implements Runner.Watcher {
  /** A run that is cut off by a power failure loses no more. */
  private static final long PAUSE_NANOSECONDS = 30_000_000_000L;

  private final Path file;
  private final TerminalProgress progress;
  private final Optional<Runnable> save;
  private long saved = System.nanoTime();

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
    if (System.nanoTime() - saved < PAUSE_NANOSECONDS) {
      return Optional.empty();
    }
    saved = System.nanoTime();
    return save;
  }
}
