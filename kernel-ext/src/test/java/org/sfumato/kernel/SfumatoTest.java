package org.sfumato.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.notebook.Notebooks;

@Tag("slow")
class SfumatoTest {
  @TempDir private Path folder;
  private String out;
  private String err;

  @Test
  void should_list_the_commands_there_are() {
    assertEquals(2, run("paint"));
    assertTrue(
        err.startsWith("sfumato: there is no command paint; there are run, verify, eval"), err);
    assertEquals(0, run());
    assertTrue(out.contains("run") && out.contains("doctor"), out);
    assertEquals(2, run("run", "--nonsense", "x"));
    assertTrue(err.contains("Try: sfumato run --help"), err);
  }

  @Test
  void should_print_the_value_of_each_cell() throws Exception {
    assertEquals(
        0,
        run(
            "eval",
            "-e",
            "var x = 20;",
            "-e",
            "x + 1",
            "-e",
            "System.out.println(\"said\"); display(\"shown\"); 2 * x"));
    assertEquals("21\nsaid\nshown\n40\n", out);
    var file = Files.writeString(folder.resolve("a.jsh"), "int f(int n) { return n; }\nf(3)\n");
    assertEquals(0, run("eval", file.toString()));
    assertEquals("3\n", out);
  }

  @Test
  void should_fail_with_the_place_of_the_error() {
    assertEquals(1, run("eval", "-e", "var x = List.of(1).get(2);", "-e", "\"not reached\""));
    assertTrue(err.contains("IndexOutOfBoundsException") && err.contains("at In[1], line 1"), err);
    assertFalse(err.contains("\u001b"), err);
    assertEquals("", out);
    assertEquals(1, run("eval", folder.resolve("none.jsh").toString()));
    assertEquals("sfumato: there is no file " + folder.resolve("none.jsh") + "\n", err);
    assertEquals(1, run("eval"));
    assertEquals("sfumato: nothing to evaluate: name a file, or give -e 'expression'\n", err);
  }

  @Test
  void should_write_the_executed_notebook_and_the_page_beside_each_other() throws Exception {
    var file =
        new Notebooks()
            .markdown("# T")
            .code("int n = 1;", "parameters")
            .code("n + 1")
            .save(folder.resolve("a b.ipynb"));
    var before = Files.readString(file);
    var to = folder.resolve("deep/out");
    assertEquals(0, run("run", file.toString(), "--html", "--out", to.toString(), "-p", "n=41"));
    assertEquals(to.resolve("a b.ipynb") + "\n" + to.resolve("a b.html") + "\n", out);
    assertTrue(err.matches("(?s).*a b\\.ipynb: 3 cells in \\d+\\.\\d s\n"), err);
    assertTrue(Files.readString(to.resolve("a b.ipynb")).contains("\"42\""));
    assertTrue(Files.readString(to.resolve("a b.html")).contains(">42</pre>"));
    assertEquals(before, Files.readString(file), "the source stays as it was");
  }

  @Test
  void should_not_overwrite_the_source_unless_told_to() throws Exception {
    var file = new Notebooks().code("6 * 7").save(folder.resolve("a.ipynb"));
    assertEquals(1, run("run", file.toString(), "--out", folder.toString()));
    assertEquals(
        "sfumato: " + file + " is the notebook itself; choose another --out, or say --in-place\n",
        err);
    assertEquals(0, run("run", file.toString(), "--in-place"));
    assertTrue(Files.readString(file).contains("\"42\""));
  }

  @Test
  void should_keep_the_partial_notebook_of_a_failed_run() throws Exception {
    var file =
        new Notebooks()
            .code("\"reached\"")
            .code("throw new Exception(\"no\");")
            .code("1")
            .save(folder.resolve("a.ipynb"));
    var to = folder.resolve("out");
    assertEquals(1, run("run", file.toString(), "--html", "--out", to.toString()));
    assertTrue(
        err.contains("sfumato: a.ipynb stopped: In[2] failed: java.lang.Exception: no\n"), err);
    assertTrue(Files.readString(to.resolve("a.ipynb")).contains("This run stopped early."));
    assertTrue(Files.readString(to.resolve("a.html")).contains("sf-stopped"));
  }

  @Test
  void should_look_at_all_notebooks_before_the_first_runs() {
    var good =
        new Notebooks().code("System.err.println(\"ran\");").save(folder.resolve("good.ipynb"));
    assertEquals(1, run("run", good.toString(), folder.resolve("none.ipynb").toString()));
    assertEquals("sfumato: there is no file " + folder.resolve("none.ipynb") + "\n", err);
  }

  @Test
  void should_find_out_that_results_cannot_be_written_before_it_runs() throws Exception {
    var file = new Notebooks().code("System.err.println(\"ran\");").save(folder.resolve("a.ipynb"));
    var taken = Files.writeString(folder.resolve("taken"), "a file");
    assertEquals(1, run("run", file.toString(), "--out", taken.toString()));
    assertEquals(
        "sfumato: cannot write to " + taken + ": " + taken + " is a file, not a folder\n", err);
  }

  @Test
  void should_say_what_works_on_this_machine() {
    assertEquals(0, run("doctor"), out + err);
    for (var line :
        new String[] {
          "ok Java ",
          "ok Engine          PyTorch 2.7.1 through DJL 0.35.1",
          "ok Native library",
          "-- GPU",
          "ok Cells",
          "ok Fonts",
          "-- Jupyter",
          "-- Kernel          is not installed for Jupyter; ./sfumato install does that",
          "Everything needed works."
        }) {
      assertTrue(out.contains(line), line + " is missing in\n" + out);
    }
  }

  private int run(String... arguments) {
    var stdout = System.out;
    var stderr = System.err;
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      return Sfumato.run(arguments);
    } finally {
      System.setOut(stdout);
      System.setErr(stderr);
      out = outBytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
      err = errBytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }
}
