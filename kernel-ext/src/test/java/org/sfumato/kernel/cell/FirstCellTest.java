package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel that has just begun leaves alone. */
class FirstCellTest {
  private static final String LOADED = "classes.txt";

  @TempDir Path folder;

  /** A process that runs one cell. */
  static final class OneCell {
    private OneCell() {}

    public static void main(String[] arguments) {
      var out = System.out;
      try (var engine = CellEngine.start(message -> {})) {
        out.println(engine.execute("1 + 1").succeeded());
      }
    }
  }

  @Test
  void should_start_neither_the_engine_nor_what_draws() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                "-Xlog:class+load:file=" + LOADED,
                "-cp",
                System.getProperty("java.class.path"),
                OneCell.class.getName())
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("true", said.strip());
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    var loaded =
        Files.readString(folder.resolve(LOADED))
            .lines()
            .map(line -> line.replaceFirst("^(\\[[^]]*])*\\s*", "").replaceFirst(" .*", ""))
            .collect(Collectors.toSet());
    assertTrue(loaded.contains("jdk.jshell.JShell"), "the log is read rightly");
    for (var heavy :
        List.of("ai.djl.engine.Engine", "ai.djl.pytorch.jni.LibUtils", "java.awt.Toolkit")) {
      assertTrue(!loaded.contains(heavy), heavy + " was loaded");
    }
  }
}
