package org.sfumato.kernel.server;

import java.util.List;
import java.util.Optional;

/**
 * What was run, in this session and in earlier ones. One object is one session; sessions count from
 * 1, lines within a session are the n of {@code In[n]}. All lists are oldest first. Methods may be
 * called from any thread. A store that cannot read or write says so by an {@link
 * java.io.UncheckedIOException} with one sentence; the kernel goes on without it.
 */
public interface History extends AutoCloseable {
  /**
   * One cell.
   *
   * @param output plain text of the value it showed; empty if it showed none
   */
  record Entry(int session, int line, String source, Optional<String> output) {}

  /** The number of this session. */
  int session();

  /** Keeps a cell of this session; afterwards it is found, also by another process. */
  void record(int line, String source, Optional<String> output);

  /** The last {@code n} cells of all sessions; all if {@code n} is 0 or less. */
  List<Entry> tail(int n);

  /**
   * Cells of one session.
   *
   * @param session its number; 0 is this one, -1 the one before it, and so on
   * @param start first line
   * @param stop first line that is left out; 0 or less for no end
   */
  List<Entry> range(int session, int start, int stop);

  /**
   * The last {@code n} cells, of all sessions, whose whole source matches; all if {@code n} is 0 or
   * less.
   *
   * @param unique whether of equal sources only the last is wanted
   */
  List<Entry> search(Glob glob, int n, boolean unique);

  /** Lets go of files; afterwards nothing is recorded any more. */
  @Override
  void close();
}
