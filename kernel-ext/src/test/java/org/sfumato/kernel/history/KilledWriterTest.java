package org.sfumato.kernel.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KilledWriterTest {
  private static final int KILLS = 20;
  private static final long MOST = 300_000;

  @TempDir Path folder;

  /** A kernel that writes as fast as it can, and says what it has written. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      var history = HistoryFile.open(Path.of(arguments[0]), MOST);
      System.out.println(history.session());
      for (int i = 1; ; i++) {
        history.record(i, source(i), Optional.of("é".repeat(i % 50)));
        System.out.println(i);
      }
    }
  }

  private static String source(int line) {
    return "cell " + line + "\n" + "x".repeat(line * 7919 % 3000);
  }

  @Test
  void should_lose_at_most_the_cell_being_written_when_killed_at_any_moment() throws Exception {
    var random = new Random(1);
    for (int kill = 1; kill <= KILLS; kill++) {
      var writer = start();
      try (var out =
          new BufferedReader(
              new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
        assertEquals(kill * 2 - 1, Integer.parseInt(out.readLine()), "the next start works");
        int until = 1 + random.nextInt(300);
        int said = 0;
        while (said < until) {
          said = Integer.parseInt(out.readLine());
        }
        Thread.sleep(random.nextInt(5));
        // The process's own destroyForcibly() would close the pipe.
        writer.toHandle().destroyForcibly();
        writer.waitFor();
        // What it said before it died may still be in the pipe.
        for (var line : out.lines().toList()) {
          said = line.matches("\\d+") ? Integer.parseInt(line) : said;
        }
        check(kill * 2 - 1, said);
      } finally {
        writer.destroyForcibly().waitFor();
      }
    }
  }

  /** All that the writer has said it wrote is there and whole, but for the oldest. */
  private void check(int session, int said) throws IOException {
    try (var history = HistoryFile.open(folder, MOST)) {
      assertEquals(session + 1, history.session());
      var kept = history.range(session, 0, 0);
      int last = kept.get(kept.size() - 1).line();
      assertTrue(last == said || last == said + 1, last + " was kept, " + said + " was said");
      int first = kept.get(0).line();
      for (int i = 0; i < kept.size(); i++) {
        assertEquals(first + i, kept.get(i).line());
        assertEquals(source(first + i), kept.get(i).source());
      }
    }
  }

  private Process start() throws IOException {
    var program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var needed =
        List.of(
            KilledWriterTest.class,
            HistoryFile.class,
            com.fasterxml.jackson.databind.ObjectMapper.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            com.fasterxml.jackson.annotation.JsonProperty.class,
            Test.class);
    var classPath =
        needed.stream()
            .map(c -> c.getProtectionDomain().getCodeSource().getLocation())
            .map(at -> Path.of(URI.create(at.toString())).toString())
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(
            program,
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            Writer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
