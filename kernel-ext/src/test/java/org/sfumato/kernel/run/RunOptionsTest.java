package org.sfumato.kernel.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.notebook.Notebooks;
import org.sfumato.kernel.run.AllowedErrors.Which;
import org.sfumato.kernel.run.RunOptions.AfterTimeout;

@Tag("slow")
class RunOptionsTest {
  private static final RunOptions ANY = RunOptions.DEFAULT;

  @Test
  void should_go_on_after_errors_that_are_allowed_and_no_others() {
    var cells =
        new Notebooks()
            .code("throw new java.io.IOException(\"a\");")
            .code("int i = List.of(1).get(3);", "raises-exception")
            .code("1");
    assertEquals(3, run(cells.notebook(), ANY.errors(allowed(Which.ALL))).cells());
    var named = allowed(Which.TAGGED_OR_NAMED, "IOException");
    assertTrue(run(cells.notebook(), ANY.errors(named)).succeeded());
    var full = allowed(Which.TAGGED_OR_NAMED, "java.io.IOException");
    assertTrue(run(cells.notebook(), ANY.errors(full)).succeeded());
    assertFalse(run(cells.notebook(), ANY).succeeded());
    assertEquals(1, run(cells.notebook(), ANY.errors(allowed(Which.NONE, "IOException"))).cells());
  }

  @Test
  void should_interrupt_a_slow_cell_and_go_on_if_told_to() {
    var notebook = new Notebooks().code("while (true) Thread.sleep(10);").code("6 * 7").notebook();
    var report = run(notebook, ANY.timeout(Duration.ofMillis(600), AfterTimeout.GO_ON));
    assertTrue(report.succeeded(), report.toString());
    assertEquals(List.of("In[1] took longer than 0.6 s and was interrupted"), report.warnings());
    assertTrue(notebook.cells().get(1).outputs().toString().contains("42"));
  }

  @Test
  void should_note_times_only_if_asked_and_forget_those_of_an_earlier_run() {
    var notebook = new Notebooks().code("1").code("throw new Exception();").code("2").notebook();
    run(notebook, ANY.times(true));
    var first = notebook.cells().get(1).json().get("metadata");
    for (var key :
        List.of(
            "iopub.status.busy",
            "iopub.execute_input",
            "shell.execute_reply",
            "iopub.status.idle")) {
      var time = first.path("execution").path(key).asText();
      assertTrue(time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"), key + time);
    }
    var states = new ArrayList<String>();
    for (var cell : notebook.cells().subList(1, 4)) {
      states.add(cell.json().at("/metadata/papermill/status").asText());
    }
    assertEquals(List.of("completed", "failed", "pending"), states);
    run(notebook, ANY);
    assertFalse(notebook.toString().contains("iopub"));
    assertFalse(notebook.toString().contains("papermill"));
  }

  @Test
  void should_record_parameters_with_their_types() {
    var notebook =
        new Notebooks().code("int n = 1; List<Integer> l = null;", "parameters").notebook();
    var given = Map.of("n", Given.written("4"), "l", Given.written("[1, 2]"));
    new Runner(notebook, "in.ipynb", "out/in.ipynb", ANY.with(given)).run((i, n) -> {});
    var about = notebook.metadata().path("papermill");
    assertEquals("4", about.at("/parameters/n").toString());
    assertEquals("[1,2]", about.at("/parameters/l").toString());
    assertEquals("in.ipynb", about.path("input_path").asText());
    assertEquals("out/in.ipynb", about.path("output_path").asText());
    assertFalse(about.path("exception").asBoolean(true));
  }

  @Test
  void should_say_that_the_engine_does_not_start_in_time() {
    var notebook = new Notebooks().code("1").notebook();
    var e =
        assertThrows(
            NotebookException.class, () -> run(notebook, ANY.startUp(Duration.ofMillis(1))));
    assertEquals(
        "the engine did not start within 0.001 s; give it more with --startup-timeout",
        e.getMessage());
    waitForTheEngineToEnd();
  }

  @Test
  void should_keep_the_notebook_in_the_middle_of_a_run_with_a_mark() {
    var notebook = new Notebooks().code("\"one\"").code("\"two\"").notebook();
    var kept = new ArrayList<String>();
    new Runner(notebook, "t.ipynb", ANY)
        .run(
            new Runner.Watcher() {
              @Override
              public void running(int cell, int of) {}

              @Override
              public Optional<Runnable> keep() {
                return Optional.of(() -> kept.add(notebook.toString()));
              }
            });
    assertEquals(2, kept.size());
    assertTrue(kept.get(0).contains("This run has not ended") && kept.get(0).contains("\"one\""));
    assertFalse(notebook.toString().contains("This run has not ended"));
  }

  /** It is closed as soon as it has started, on a thread of its own. */
  private static void waitForTheEngineToEnd() {
    var notebook = new Notebooks().code("1").notebook();
    for (long until = System.nanoTime() + 30_000_000_000L; ; ) {
      try {
        run(notebook, ANY);
        return;
      } catch (IllegalStateException e) {
        assertTrue(System.nanoTime() < until, e.toString());
      }
    }
  }

  private static AllowedErrors allowed(Which which, String... names) {
    return new AllowedErrors(which, Set.of(names));
  }

  private static RunReport run(Notebook notebook, RunOptions options) {
    return new Runner(notebook, "t.ipynb", options).run((i, n) -> {});
  }
}
