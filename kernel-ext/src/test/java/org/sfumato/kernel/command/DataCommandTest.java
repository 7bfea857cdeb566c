package org.sfumato.kernel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {
  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty("sfumato.data");
  }

  @Test
  void should_read_from_what_ships_and_say_what_is_absent_and_where_it_goes() {
    System.setProperty("sfumato.data", folder.toString());
    var out = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    int code;
    try {
      code = new CommandLine(new DataCommand()).execute("check");
    } finally {
      System.setOut(before);
    }
    var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(0, code, lines.toString());
    assertTrue(lines.contains("ok      brainweb/pd"), lines.toString());
    assertTrue(
        lines.stream()
            .anyMatch(
                l ->
                    l.startsWith("absent  ixi/pd is not on this machine: put IXI-T1.tar")
                        && l.contains(folder.resolve("ixi").toString())),
        lines.toString());
  }
}
