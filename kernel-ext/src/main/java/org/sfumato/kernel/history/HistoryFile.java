package org.sfumato.kernel.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sfumato.kernel.server.Glob;
import org.sfumato.kernel.server.History;

/**
 * The history that all kernels of a user share: one file to which each cell adds a line. A process
 * that is killed at any moment loses at most the cell that it was writing. The file stays below 8
 * MiB; the oldest cells go first.
 */
public final class HistoryFile implements History {
  private static final long MOST = 8 << 20;

  /** Results are kept for their readers, not as data: longer texts are cut. */
  private static final int LONGEST_OUTPUT = 16 * 1024;

  /** A cell that nobody typed would push hundreds of others out; it is left out itself. */
  private static final int LONGEST_SOURCE = 512 * 1024;

  private final LineFile file;
  private final int session;
  private volatile boolean closed;

  private HistoryFile(LineFile file, int session) {
    this.file = file;
    this.session = session;
  }

  /**
   * Begins a session.
   *
   * @param folder where the file is, or is to be made
   * @throws IOException if nothing can be kept there; one sentence
   */
  public static HistoryFile open(Path folder) throws IOException {
    return open(folder, MOST);
  }

  static HistoryFile open(Path folder, long most) throws IOException {
    var file = new LineFile(folder, most);
    var began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    int session =
        file.locked(
            () -> {
              int next = 1 + file.lines().stream().mapToInt(Line::session).max().orElse(0);
              file.write(Line.begin(next, began));
              return next;
            });
    return new HistoryFile(file, session);
  }

  /**
   * Where a user's history is: the folder that the environment variable {@code SFUMATO_HISTORY} or
   * the system property {@code sfumato.history} names, else the usual place of the system.
   */
  public static Path folder() {
    return HistoryFolder.of(
        System.getenv(), System.getProperties(), System.getProperty("os.name", ""));
  }

  @Override
  public int session() {
    return session;
  }

  @Override
  public void record(int line, String source, Optional<String> output) {
    if (closed || source.length() > LONGEST_SOURCE) {
      return;
    }
    var entry = new Entry(session, line, source, output.map(HistoryFile::cut));
    try {
      file.append(Line.of(entry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cut(String output) {
    if (output.length() <= LONGEST_OUTPUT) {
      return output;
    }
    int end = output.offsetByCodePoints(0, output.codePointCount(0, LONGEST_OUTPUT));
    return output.substring(0, Math.min(end, LONGEST_OUTPUT)) + "…";
  }

  @Override
  public List<Entry> tail(int n) {
    return last(n, e -> true);
  }

  @Override
  public List<Entry> search(Glob glob, int n, boolean unique) {
    var seen = new HashSet<String>();
    return last(n, e -> glob.matches(e.source()) && (!unique || seen.add(e.source())));
  }

  /** Those that fit, looked for from the end, so that a short tail of a long file costs little. */
  private List<Entry> last(int n, Predicate<Entry> fits) {
    var found = new ArrayDeque<Entry>();
    var lines = lines();
    for (int i = lines.size() - 1; i >= 0 && (n <= 0 || found.size() < n); i--) {
      Line.entry(lines.get(i)).filter(fits).ifPresent(found::addFirst);
    }
    return List.copyOf(found);
  }

  @Override
  public List<Entry> range(int asked, int start, int stop) {
    int wanted = asked > 0 ? asked : session + asked;
    var found = new ArrayList<Entry>();
    for (var line : lines()) {
      if (Line.session(line) == wanted) {
        Line.entry(line)
            .filter(e -> e.line() >= start && (stop <= 0 || e.line() < stop))
            .ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  private List<String> lines() {
    try {
      return file.lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
