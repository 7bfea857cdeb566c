package org.sfumato.kernel.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** What was run in this session only, for when nothing can be kept on disk. */
final class MemoryHistory implements History {
  private static final int SESSION = 1;

  private final List<Entry> entries = new ArrayList<>();

  @Override
  public int session() {
    return SESSION;
  }

  @Override
  public synchronized void record(int line, String source, Optional<String> output) {
    entries.add(new Entry(SESSION, line, source, output));
  }

  @Override
  public synchronized List<Entry> tail(int n) {
    return last(entries, n);
  }

  @Override
  public synchronized List<Entry> range(int session, int start, int stop) {
    return entries.stream()
        .filter(e -> session == 0 || session == SESSION)
        .filter(e -> e.line() >= start && (stop <= 0 || e.line() < stop))
        .toList();
  }

  @Override
  public synchronized List<Entry> search(Glob glob, int n, boolean unique) {
    var found = new ArrayList<>(entries.stream().filter(e -> glob.matches(e.source())).toList());
    if (unique) {
      var last = new LinkedHashMap<String, Entry>();
      Collections.reverse(found);
      found.forEach(e -> last.putIfAbsent(e.source(), e));
      found = new ArrayList<>(last.values());
      Collections.reverse(found);
    }
    return last(found, n);
  }

  private static List<Entry> last(List<Entry> all, int n) {
    return List.copyOf(n <= 0 || n > all.size() ? all : all.subList(all.size() - n, all.size()));
  }

  @Override
  public void close() {}
}
