package org.sfumato.kernel.server;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A history on disk, opened when it is first used; from its first failure on, one in memory, so
 * that cells run all the same.
 */
final class FallbackHistory implements History {
  private final Callable<History> open;
  private final Consumer<String> complaints;
  private History store;
  private boolean failed;

  /**
   * A history that cannot fail.
   *
   * @param open opens the one on disk
   * @param complaints hear why it failed, once
   */
  FallbackHistory(Callable<History> open, Consumer<String> complaints) {
    this.open = open;
    this.complaints = complaints;
  }

  private History store() {
    if (store == null) {
      try {
        store = open.call();
      } catch (Exception e) {
        fallBack(e);
      }
    }
    return store;
  }

  private void fallBack(Exception e) {
    failed = true;
    store = new MemoryHistory();
    complaints.accept(
        "the history of cells cannot be kept on disk, only until this kernel ends: "
            + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
  }

  private synchronized <T> T use(Function<History, T> action) {
    try {
      return action.apply(store());
    } catch (UncheckedIOException e) {
      if (failed) {
        throw e;
      }
      fallBack(e);
      return action.apply(store);
    }
  }

  @Override
  public int session() {
    return use(History::session);
  }

  @Override
  public void record(int line, String source, Optional<String> output) {
    use(
        h -> {
          h.record(line, source, output);
          return null;
        });
  }

  @Override
  public List<Entry> tail(int n) {
    return use(h -> h.tail(n));
  }

  @Override
  public List<Entry> range(int session, int start, int stop) {
    return use(h -> h.range(session, start, stop));
  }

  @Override
  public List<Entry> search(Glob glob, int n, boolean unique) {
    return use(h -> h.search(glob, n, unique));
  }

  @Override
  public synchronized void close() {
    try {
      if (store != null) {
        store.close();
      }
    } catch (UncheckedIOException e) {
      complaints.accept("the history of cells was not closed well: " + e.getMessage());
    }
  }
}
