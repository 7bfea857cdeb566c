package org.sfumato.kernel.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.Figures;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.notebook.Lines;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Notebooks;
import org.sfumato.kernel.run.Given;
import org.sfumato.kernel.run.RunOptions;
import org.sfumato.kernel.run.Runner;

/** Replays in engines of their own. */
@Tag("slow")
class ScoreVerificationTest {
  private static final String PERTURBED = "double k = 1.0005;";
  private static Notebook stored;

  @BeforeAll
  static void execute() {
    stored =
        new Notebooks()
            .markdown("# Scores")
            .code(PERTURBED, "parameters")
            .code(
                """
                var x = dataset("fashion").test().first(12);
                var gray = metric("gray", (a, s) -> average(a).mul(k));
                var seconds = metric("seconds", (a, s) -> average(a).mul(System.nanoTime()));
                var table = score(x.named("a"), gray, seconds).and(score(x.named("b"), gray, seconds));
                show(table, table.cell("a", "gray"));
                """)
            .code(
                """
                reported("P", "fashion").source("doi:1").protocol("mean").says("gray", .9).says("SSIM", 1)
                    .check(table.row("a"))
                """)
            .notebook();
    new Runner(stored, "n", RunOptions.DEFAULT).run((i, n) -> {});
  }

  /** The same outputs over other code, as if the numbers had been made elsewhere. */
  private static Notebook over(String code) {
    var notebook = stored.copy();
    notebook.cells().get(1).json().set("source", Lines.list(code));
    return notebook;
  }

  /** The figures say that another processor made them. */
  private static Notebook elsewhere(Notebook notebook) {
    for (var cell : notebook.cells().subList(1, 4)) {
      for (var output : cell.outputs()) {
        if (output.path("data").path(Bundle.FIGURES) instanceof ObjectNode figures) {
          ((ObjectNode) figures.at("/provenance/circumstance")).put("cpu", "Z80");
          var object =
              new ObjectMapper().convertValue(figures, new TypeReference<Map<String, Object>>() {});
          figures.put(Figures.DIGEST, Figures.digest(object));
        }
      }
    }
    return notebook;
  }

  private static ScoreReport verified(Notebook notebook) {
    var before = notebook.toString();
    var replay = Replay.of(notebook, "n", RunOptions.DEFAULT, (i, n) -> {});
    assertEquals(before, notebook.toString(), "the notebook itself is left alone");
    return ScoreVerification.of(replay, "n");
  }

  @Test
  void should_agree_with_a_notebook_that_nobody_altered() {
    var report = verified(stored.copy());
    assertTrue(report.holds(), ReportText.of(report));
    assertEquals("3 scores: 6 numbers agree, 0 differ, 2 not compared", report.summary());
    assertTrue(ReportText.of(report).contains("same processor, threads and versions"));
  }

  @Test
  void should_hold_the_same_machine_to_its_own_digits() {
    var report = verified(over("double k = 1;"));
    assertFalse(report.holds());
    var gray = report.lines().get(0);
    assertEquals("gray", gray.column());
    assertEquals("beyond 1e-6", gray.why());
  }

  @Test
  void should_allow_another_machine_what_other_sums_make() {
    var report = verified(elsewhere(over("double k = 1;")));
    assertTrue(report.holds(), ReportText.of(report));
    assertEquals("1e-3", report.lines().get(0).why());
    assertTrue(report.notes().get(0).startsWith("not the same machine (cpu Z80 → "));
  }

  @Test
  void should_allow_another_machine_a_small_part_of_the_interval_and_no_more() {
    var within = verified(elsewhere(over("double k = 1.0045;")));
    assertEquals("0.02 of the interval", within.lines().get(0).why(), ReportText.of(within));
    var beyond = verified(elsewhere(over("double k = 1.1;")));
    assertFalse(beyond.holds());
    assertEquals("beyond 1e-3 and 0.02 of the interval", beyond.lines().get(0).why());
  }

  @Test
  void should_find_scores_that_are_missing_added_or_renamed() {
    var notebook = stored.copy();
    var cell = notebook.cells().get(2);
    var source = cell.source();
    cell.json().set("source", Lines.list(source.replace("table, table.cell", "table.cell")));
    var missing = ReportText.of(verified(notebook));
    assertTrue(missing.contains("kind: table stored, score now"), missing);
    assertTrue(
        missing.contains("cell 3, score 2") && missing.contains("the rerun shows no such score"),
        missing);
    cell.json().set("source", Lines.list(source.replace("show(", "show(table, ")));
    var added = ReportText.of(verified(notebook));
    assertTrue(added.contains("the rerun shows a score here that the notebook has not"), added);
    cell.json()
        .set(
            "source",
            Lines.list(
                source.replace(
                    "show(table,",
                    "table = score(x.named(\"b\"), gray, seconds).and(score(x.named(\"a\"), gray, seconds)); show(table,")));
    var reordered = ReportText.of(verified(notebook));
    assertTrue(
        reordered.contains("the rows stand in another order: a, b stored, b, a now"), reordered);
  }

  private static String verifiedWith(int cell, String code, String other) {
    var notebook = stored.copy();
    var json = notebook.cells().get(cell).json();
    json.set("source", Lines.list(Lines.text(json.get("source")).replace(code, other)));
    return ReportText.of(verified(notebook));
  }

  @Test
  void should_find_another_verdict_and_another_claim() {
    var verdict = verifiedWith(3, "protocol(\"mean\")", "protocol(\"best of 3\")");
    assertTrue(verdict.contains("the verdict changed"), verdict);
    var claim = verifiedWith(3, "SSIM", "MSE");
    assertTrue(claim.contains("claims: P: fashion gray, P: fashion SSIM stored"), claim);
    var value = verifiedWith(3, "\"gray\", .9", "\"gray\", .8");
    assertTrue(value.contains("another number is reported"), value);
  }

  @Test
  void should_name_what_made_a_score_in_another_way() {
    var said = verifiedWith(2, "first(12)", "range(0, 12)");
    assertTrue(said.contains("made another way: "), said);
    assertTrue(said.contains("images.part .first(12) → .range(0, 12)"), said);
  }

  @Test
  void should_replay_with_the_parameters_of_the_stored_run() {
    var notebook = stored.copy();
    var options = RunOptions.DEFAULT.with(Map.of("k", Given.written("2")));
    new Runner(notebook, "n", options).run((i, n) -> {});
    assertTrue(verified(notebook).holds());
    var replay =
        Replay.of(notebook, "n", RunOptions.DEFAULT.with(Map.of("k", Given.of(3))), (i, n) -> {});
    assertFalse(ScoreVerification.of(replay, "n").holds());
  }

  @Test
  void should_say_where_a_rerun_stopped() {
    var notebook = over("throw new Exception(\"no data\");");
    var report = verified(notebook);
    assertFalse(report.holds());
    var text = ReportText.of(report);
    assertTrue(
        text.contains("the rerun stopped: In[1] failed: java.lang.Exception: no data"), text);
    assertTrue(text.contains("the rerun did not come so far"), text);
  }

  @Test
  void should_not_take_a_cell_that_is_not_run_for_its_own_rerun() {
    var notebook = stored.copy();
    notebook.cells().get(3).tag("skip-execution");
    var report = verified(notebook);
    assertTrue(report.holds());
    assertTrue(ReportText.of(report).contains("not compared  its cell is marked not to run"));
  }
}
