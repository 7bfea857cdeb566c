package org.sfumato.kernel.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.Sfumato;
import org.sfumato.kernel.notebook.NotebookFile;

/** The notebooks that ship run from top to bottom, small, and are committed executed. */
@Tag("slow")
class ShippedNotebooksTest {
  private static final int MOST_CELLS_OF_A_LESSON = 15;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> should_run_from_top_to_bottom() throws IOException {
    return notebooks()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      var said = run(file);
                      assertTrue(said.startsWith("0: "), said);
                    }));
  }

  /** In a process of its own, for a notebook finds the files that lie beside it. */
  private String run(Path file) throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-Dai.djl.offline=true",
            "-Dsfumato.terminal=false",
            "-cp",
            System.getProperty("java.class.path"),
            Sfumato.class.getName(),
            "run",
            file.toAbsolutePath().toString(),
            "-p",
            "quick=true",
            "--out",
            folder.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OPT_OUT_TRACKING", "true");
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + ": " + said;
  }

  @TestFactory
  Stream<DynamicTest> should_be_committed_executed_and_short_enough() throws IOException {
    return notebooks()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      var notebook = NotebookFile.read(file);
                      int expected = 1;
                      for (var cell : notebook.cells()) {
                        if (cell.isCode()) {
                          assertEquals(
                              expected++,
                              cell.json().path("execution_count").asInt(-1),
                              cell.source());
                        }
                      }
                      if (file.getParent().endsWith("tutorials")) {
                        assertTrue(notebook.cells().size() <= MOST_CELLS_OF_A_LESSON);
                      }
                    }));
  }

  private static Stream<Path> notebooks() throws IOException {
    var found = Stream.<Path>builder();
    for (var folder : new String[] {"tutorials", "notebooks"}) {
      try (var files = Files.list(Path.of("..", folder))) {
        files.filter(f -> f.toString().endsWith(".ipynb")).sorted().forEach(found::add);
      }
    }
    return found.build();
  }
}
