package org.sfumato.kernel.command;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Whoever started the kernel and wants it to end with him, by Jupyter's own sign. */
final class ParentProcess {
  private static final String SIGN = "JPY_PARENT_PID";

  /** Who takes over processes whose parent has ended. */
  private static final long INIT = 1;

  private ParentProcess() {}

  /**
   * Does something when the parent ends, soon if it has ended before it could be watched; nothing
   * if it has not said who it is.
   */
  static void whenItEnds(Runnable action) {
    find(System.getenv(SIGN)).ifPresent(parent -> ended(parent).thenRunAsync(action));
  }

  private static CompletableFuture<?> ended(ProcessHandle parent) {
    return parent.pid() == INIT ? CompletableFuture.completedFuture(parent) : parent.onExit();
  }

  /** On Windows the sign is no number of a process, and only says that there is a parent. */
  static Optional<ProcessHandle> find(String sign) {
    if (sign == null || !sign.matches("[0-9]{1,18}") || Long.parseLong(sign) <= 1) {
      return Optional.empty();
    }
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    return windows
        ? ProcessHandle.current().parent()
        : ProcessHandle.of(Long.parseLong(sign)).or(() -> ProcessHandle.current().parent());
  }
}
