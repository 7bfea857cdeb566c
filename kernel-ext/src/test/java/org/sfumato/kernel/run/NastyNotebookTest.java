package org.sfumato.kernel.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.NotebookFile;

class NastyNotebookTest {
  private static final Path FILE = Path.of("src/test/resources/org/sfumato/kernel/run/nasty.ipynb");

  /** With {@code NASTY_WRITE} in the environment the file is written anew. */
  @Test
  void should_be_the_cells_it_is_made_of() throws Exception {
    var notebook = NastyCells.notebook();
    if (System.getenv("NASTY_WRITE") != null) {
      NotebookFile.write(notebook, FILE);
    }
    assertEquals(notebook.toString(), Files.readString(FILE));
    assertTrue(notebook.cells().stream().filter(Cell::isCode).count() >= 30);
  }

  @Test
  @Tag("slow")
  void should_run_to_its_end() {
    var notebook = NotebookFile.read(FILE);
    var report = new Runner(notebook, "nasty.ipynb", RunOptions.DEFAULT).run((i, n) -> {});
    assertTrue(report.succeeded(), report.toString());
  }
}
