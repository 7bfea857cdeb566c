package org.sfumato.kernel.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.Lines;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Notebooks;

@Tag("slow")
class RunnerTest {
  @Test
  void should_run_a_notebook_of_nasty_cells_as_a_kernel_would() {
    var notebook =
        new Notebooks()
            .markdown("# Title")
            .code("int n = 16;", "parameters")
            .code("throw new IllegalStateException(\"meant to fail\");", "raises-exception")
            .code("this is not even Java, and is skipped", "skip-execution")
            .code("   \n")
            .code("System.out.print(\"a\"); Thread.sleep(120); System.out.print(\"b\");\nn")
            .code("var h = display(\"first\");")
            .code(
                "h.update(\"second\"); clearOutput(); display(\"left\"); clearOutputBeforeNext(); display(\"only this\");")
            .code(
                "new Progress(1, \"work\", 1, 2, \"\", Optional.empty(), Optional.empty(), false).publish();\nThread.sleep(20);")
            .code("Path.of(\"a\") // a text with <angle> & \"quotes\" 😀")
            .notebook();
    var report =
        new Runner(
                notebook, "nasty.ipynb", RunOptions.DEFAULT.with(Map.of("n", Given.written("4"))))
            .run((i, n) -> {});
    assertTrue(report.succeeded(), report.toString());
    assertEquals(
        List.of(
            "1: ",
            "2: ",
            "3: error java.lang.IllegalStateException",
            "99: stream of an earlier run",
            "99: stream of an earlier run",
            "4: stream ab, execute_result 4",
            "5: display_data second",
            "6: display_data only this",
            "7: display_data work: stopped after 1 of 2 steps in … s",
            "8: execute_result a"),
        summary(notebook));
    assertEquals("4", notebook.metadata().path("papermill").path("parameters").path("n").asText());
    assertEquals("java", notebook.metadata().path("language_info").path("name").asText());
    assertEquals("sfumato", notebook.metadata().path("kernelspec").path("name").asText());
  }

  @Test
  void should_stop_at_an_error_and_mark_what_is_left() {
    var notebook =
        new Notebooks().code("int a = 1;").code("var b = a / 0;").code("var c = 3;\nc").notebook();
    var report = new Runner(notebook, "t.ipynb", RunOptions.DEFAULT).run((i, n) -> {});
    assertFalse(report.succeeded());
    assertEquals(2, report.cells());
    assertEquals(
        "In[2] failed: java.lang.ArithmeticException: / by zero",
        report.failure().get().sentence());
    var mark = notebook.cells().get(0);
    assertTrue(mark.isMarkdown() && mark.has(Marks.STOPPED));
    assertEquals(
        "**This run stopped early.** `In[2] failed: java.lang.ArithmeticException: / by zero`. The cells after it were not run.",
        mark.source());
    assertEquals(
        List.of("1: ", "2: error java.lang.ArithmeticException", "null: "), summary(notebook));

    // Run again, mended: the mark of the first run goes.
    notebook.cells().get(2).json().set("source", Lines.list("var b = 2;"));
    assertTrue(new Runner(notebook, "t.ipynb", RunOptions.DEFAULT).run((i, n) -> {}).succeeded());
    assertEquals(List.of("1: ", "2: ", "3: execute_result 3"), summary(notebook));
    assertTrue(notebook.cells().stream().noneMatch(c -> c.has(Marks.STOPPED)));
    assertTrue(notebook.metadata().path("papermill").isMissingNode());
  }

  @Test
  void should_stop_a_cell_that_takes_too_long() {
    var notebook =
        new Notebooks()
            .code("int i = 0;\nwhile (true) i++;", "raises-exception")
            .code("1")
            .notebook();
    var report =
        new Runner(notebook, "t.ipynb", RunOptions.DEFAULT.timeout(Duration.ofMillis(700)))
            .run((i, n) -> {});
    assertEquals("In[1] took longer than 0.7 s", report.failure().orElseThrow().sentence());
    assertTrue(report.seconds() < 8, report.toString());
  }

  @Test
  void should_give_the_same_file_when_it_is_run_twice() {
    var cells =
        new Notebooks()
            .code("System.out.println(\"x\");")
            .code("Map.of(\"k\", 1)")
            .code("int z = 1 / 0;", "raises-exception");
    var first = cells.notebook();
    var second = cells.notebook();
    new Runner(first, "t.ipynb", RunOptions.DEFAULT).run((i, n) -> {});
    new Runner(second, "t.ipynb", RunOptions.DEFAULT).run((i, n) -> {});
    assertEquals(first.toString(), second.toString());
  }

  private static List<String> summary(Notebook notebook) {
    return notebook.cells().stream().filter(Cell::isCode).map(RunnerTest::line).toList();
  }

  private static String line(Cell cell) {
    var outputs = new java.util.ArrayList<String>();
    for (var o : cell.outputs()) {
      var text =
          o.has("text")
              ? Lines.text(o.get("text"))
              : o.has("ename")
                  ? o.get("ename").asText()
                  : Lines.text(o.path("data").path("text/plain"));
      outputs.add(o.get("output_type").asText() + " " + text);
    }
    return cell.json().get("execution_count").asText()
        + ": "
        + String.join(", ", outputs).replaceAll("\\d+\\.\\d s", "… s");
  }
}
