package org.sfumato.kernel.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.kernel.server.Glob;
import org.sfumato.kernel.server.History.Entry;

class HistoryFileTest {
  @TempDir Path folder;

  private HistoryFile session(String... sources) throws IOException {
    var history = HistoryFile.open(folder);
    for (int i = 0; i < sources.length; i++) {
      history.record(i + 1, sources[i], Optional.empty());
    }
    return history;
  }

  private static List<String> sources(List<Entry> entries) {
    return entries.stream().map(Entry::source).toList();
  }

  @Test
  void should_count_sessions_and_find_the_cells_of_earlier_ones() throws IOException {
    session("a", "b").close();
    var second = session("c", "d");
    assertEquals(2, second.session());
    assertEquals(List.of("a", "b", "c", "d"), sources(second.tail(0)));
    assertEquals(List.of("b", "c", "d"), sources(second.tail(3)));
    assertEquals(new Entry(1, 2, "b", Optional.empty()), second.tail(3).get(0));
  }

  @Test
  void should_count_a_session_in_which_nothing_was_run() throws IOException {
    session().close();
    assertEquals(2, session().session());
  }

  @Test
  void should_give_the_lines_of_a_session_named_by_number_or_counted_back() throws IOException {
    session("a", "b", "c").close();
    var second = session("d", "e", "f");
    assertEquals(List.of("e", "f"), sources(second.range(0, 2, 0)));
    assertEquals(List.of("e"), sources(second.range(2, 2, 3)));
    assertEquals(List.of("a", "b"), sources(second.range(-1, 1, 3)));
    assertEquals(List.of("a", "b", "c"), sources(second.range(1, 1, -1)));
    assertEquals(List.of(), second.range(-7, 1, 0));
  }

  @Test
  void should_search_by_globs_the_last_first_counted_and_each_once() throws IOException {
    var history = session("var x = 1;", "x + 1", "var y = 2;", "x + 1", "x + 3");
    assertEquals(
        List.of("x + 1", "x + 1", "x + 3"), sources(history.search(Glob.of("x*"), 0, false)));
    assertEquals(List.of("x + 1", "x + 3"), sources(history.search(Glob.of("x*"), 2, false)));
    assertEquals(
        List.of("var y = 2;", "x + 1", "x + 3"),
        sources(history.search(Glob.of("*[xy]*"), 3, true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines\r\nand a tab\t",
        "é 😀 \u2028 \u0000",
        "\ud83d",
        "{\"session\":9,\"line\":1}",
        "",
        "\\\""
      })
  void should_give_back_every_text_as_it_was(String text) throws IOException {
    session().record(1, text, Optional.of(text));
    assertEquals(
        List.of(new Entry(1, 1, text, Optional.of(text))), HistoryFile.open(folder).tail(0));
  }

  @Test
  void should_cut_long_results_but_never_a_letter() throws IOException {
    var history = session();
    history.record(1, "long", Optional.of("😀".repeat(100_000)));
    var kept = history.tail(1).get(0).output().orElseThrow();
    assertTrue(kept.length() < 20_000 && kept.endsWith("😀…"), kept.length() + "");
  }

  @Test
  void should_live_with_half_a_line_of_a_process_that_was_killed() throws IOException {
    session("a");
    Files.writeString(
        folder.resolve("history.jsonl"),
        "{\"session\":1,\"line\":2,\"source\":\"bro",
        StandardOpenOption.APPEND);
    var next = session("c");
    assertEquals(2, next.session());
    assertEquals(List.of("a", "c"), sources(next.tail(0)));
  }

  @Test
  void should_live_with_a_file_of_anything() throws IOException {
    Files.write(
        folder.resolve("history.jsonl"), new byte[] {0, -1, '\n', '{', '}', '\n', (byte) 0xc3});
    assertEquals(List.of("a"), sources(session("a").tail(0)));
  }

  @Test
  void should_keep_every_cell_of_sessions_that_write_at_once() throws Exception {
    var sessions = new ArrayList<CompletableFuture<Integer>>();
    for (int s = 0; s < 4; s++) {
      sessions.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return session(
                          IntStream.range(0, 50).mapToObj(i -> "n" + i).toArray(String[]::new))
                      .session();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }));
    }
    assertEquals(
        List.of(1, 2, 3, 4), sessions.stream().map(CompletableFuture::join).sorted().toList());
    assertEquals(200, session().tail(0).size());
  }

  @Test
  void should_stay_below_its_size_by_letting_the_oldest_go() throws IOException {
    int most = 20_000;
    try (var history = HistoryFile.open(folder, most)) {
      for (int i = 1; i <= 1000; i++) {
        history.record(i, "cell number " + i, Optional.empty());
        assertTrue(Files.size(folder.resolve("history.jsonl")) <= most);
      }
      var kept = history.tail(0);
      assertEquals("cell number 1000", kept.get(kept.size() - 1).source());
      assertTrue(kept.size() > 100, "kept are " + kept.size());
      assertEquals(1000 - kept.size() + 1, kept.get(0).line(), "they are the last ones");
    }
    assertEquals(2, HistoryFile.open(folder, most).session(), "sessions count on");
  }

  @Test
  void should_let_only_its_owner_read() throws IOException {
    var made = folder.resolve("new").resolve("history");
    HistoryFile.open(made).close();
    assumeTrue(Files.getFileStore(made).supportsFileAttributeView("posix"));
    var file = made.resolve("history.jsonl");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
  }

  @Test
  void should_say_in_one_sentence_where_nothing_can_be_kept() throws IOException {
    var inTheWay = Files.writeString(folder.resolve("file"), "");
    var e = assertThrows(IOException.class, () -> HistoryFile.open(inTheWay.resolve("history")));
    assertTrue(
        e.getMessage().startsWith("the history of cells cannot be kept in " + inTheWay),
        e.getMessage());
    assertTrue(e.getMessage().endsWith("set SFUMATO_HISTORY to a folder that can be written"));
  }

  @Test
  void should_write_though_its_thread_is_interrupted() throws IOException {
    var history = session();
    Thread.currentThread().interrupt();
    history.record(1, "a", Optional.empty());
    assertTrue(Thread.interrupted(), "the flag is still up");
    assertEquals(List.of("a"), sources(history.tail(0)));
  }

  @Test
  void should_record_nothing_after_it_was_closed() throws IOException {
    var history = session("a");
    history.close();
    history.record(2, "b", Optional.empty());
    assertEquals(List.of("a"), sources(session().tail(0)));
  }

  @Test
  void should_lie_where_each_system_keeps_such_things() {
    var home = new Properties();
    home.setProperty("user.home", "/home/ada");
    assertEquals(
        Path.of("/home/ada/.local/share/sfumato/history"),
        HistoryFolder.of(Map.of(), home, "Linux"));
    assertEquals(
        Path.of("/data/sfumato/history"),
        HistoryFolder.of(Map.of("XDG_DATA_HOME", "/data"), home, "Linux"));
    assertEquals(
        Path.of("/home/ada/.local/share/sfumato/history"),
        HistoryFolder.of(Map.of("XDG_DATA_HOME", "data"), home, "Linux"));
    assertEquals(
        Path.of("/home/ada/Library/Application Support/sfumato/history"),
        HistoryFolder.of(Map.of(), home, "Mac OS X"));
    assertEquals(
        Path.of("/appdata/sfumato/history"),
        HistoryFolder.of(Map.of("LOCALAPPDATA", "/appdata"), home, "Windows 11"));
    assertEquals(
        Path.of("/mine"), HistoryFolder.of(Map.of("SFUMATO_HISTORY", "/mine"), home, "Linux"));
  }
}
