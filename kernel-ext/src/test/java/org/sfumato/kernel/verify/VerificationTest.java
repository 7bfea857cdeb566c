package org.sfumato.kernel.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.notebook.Lines;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Notebooks;
import org.sfumato.kernel.run.RunOptions;
import org.sfumato.kernel.run.Runner;

@Tag("slow")
class VerificationTest {
  @Test
  void should_find_the_cells_that_no_longer_say_what_they_said() {
    var notebook =
        new Notebooks()
            .markdown("# t")
            .code("int n = 4;")
            .code("System.out.println(n);")
            .code("System.nanoTime()", "nbval-ignore-output")
            .code("throw new Exception(\"x\");", "nbval-raises-exception")
            .code("List.of(n)")
            .code("// NBVAL_SKIP\nn = 9;")
            .code("new Object().toString()")
            .notebook();
    var saved = saved(notebook);
    var same = verdict(notebook);
    assertTrue(same.holds(), same.toString());
    assertEquals(5, same.compared());

    saved.cells().get(1).json().set("source", Lines.list("int n = 5;"));
    var verdict = verdict(saved);
    assertFalse(verdict.holds());
    assertEquals(List.of(3, 6), verdict.mismatches().stream().map(m -> m.position()).toList());
    assertTrue(verdict.mismatches().get(0).differences().get(0).contains("-4\n  +5"));
    assertTrue(verdict.run().succeeded(), "it runs to the end to find all of them");
  }

  @Test
  void should_report_a_cell_that_fails_unmarked_even_if_it_failed_before() {
    var notebook = new Notebooks().code("throw new Exception(\"x\");").code("1").notebook();
    new Runner(notebook, "t", RunOptions.DEFAULT.errors(all())).run((i, n) -> {});
    var verdict = verdict(notebook);
    assertEquals(
        List.of(List.of("it failed, and is not marked as one that may")),
        verdict.mismatches().stream().map(m -> m.differences()).toList());
  }

  private static org.sfumato.kernel.run.AllowedErrors all() {
    return new org.sfumato.kernel.run.AllowedErrors(
        org.sfumato.kernel.run.AllowedErrors.Which.ALL, java.util.Set.of());
  }

  /** Runs it once, as whoever saved it, and returns a second copy. */
  private static Notebook saved(Notebook notebook) {
    new Runner(notebook, "t", RunOptions.DEFAULT.errors(all())).run((i, n) -> {});
    return Notebooks.copy(notebook);
  }

  private static Verification.Verdict verdict(Notebook notebook) {
    var verification = new Verification(Sanitiser.STANDARD, 2, false);
    return verification.of(verification.replay(notebook, "t", RunOptions.DEFAULT, (i, n) -> {}));
  }
}
