package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryHistoryTest {
  @Test
  void should_give_cells_oldest_first() {
    var history = filled(new MemoryHistory());
    assertEquals(List.of(3, 4), lines(history.tail(2)));
    assertEquals(List.of(1, 2, 3, 4), lines(history.tail(0)));
    assertEquals(List.of(2, 3), lines(history.range(0, 2, 4)));
    assertEquals(List.of(2, 3, 4), lines(history.range(0, 2, 0)));
    assertEquals(List.of(), lines(history.range(-1, 1, 0)));
  }

  @Test
  void should_find_the_last_of_equal_cells() {
    var history = filled(new MemoryHistory());
    assertEquals(List.of(1, 2, 4), lines(history.search(Glob.of("a*"), 0, false)));
    assertEquals(List.of(2, 4), lines(history.search(Glob.of("a*"), 2, false)));
    assertEquals(List.of(2, 4), lines(history.search(Glob.of("a*"), 0, true)));
  }

  @Test
  void should_go_on_in_memory_when_the_disk_fails_and_say_so_once() {
    var said = new ArrayList<String>();
    try (var history = filled(new FallbackHistory(FullDisk::new, said::add))) {
      assertEquals(List.of(3, 4), lines(history.tail(2)));
      assertEquals(
          List.of(
              "the history of cells cannot be kept on disk, only until this kernel ends: the disk is full"),
          said);
    }
    try (var never =
        new FallbackHistory(
            () -> {
              throw new IOException("no such folder");
            },
            said::add)) {
      assertEquals(List.of(1), lines(filled(never).range(0, 1, 2)));
      assertEquals(2, said.size());
    }
  }

  private static History filled(History history) {
    int line = 0;
    for (var source : List.of("a + 1", "a + 2", "b", "a + 1")) {
      history.record(++line, source, Optional.of("shown"));
    }
    return history;
  }

  private static List<Integer> lines(List<History.Entry> entries) {
    return entries.stream().map(History.Entry::line).toList();
  }

  private static final class FullDisk implements History {
    private static UncheckedIOException full() {
      return new UncheckedIOException("the disk is full", new IOException("full"));
    }

    @Override
    public int session() {
      return 7;
    }

    @Override
    public void record(int line, String source, Optional<String> output) {
      throw full();
    }

    @Override
    public List<Entry> tail(int n) {
      throw full();
    }

    @Override
    public List<Entry> range(int session, int start, int stop) {
      throw full();
    }

    @Override
    public List<Entry> search(Glob glob, int n, boolean unique) {
      throw full();
    }

    @Override
    public void close() {}
  }
}
