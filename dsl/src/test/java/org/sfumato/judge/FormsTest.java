package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.judge.Toy.CLEAN;
import static org.sfumato.judge.Toy.noisy;
import static org.sfumato.judge.Toy.sentence;
import static org.sfumato.judge.Toy.swept;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;
import static org.sfumato.metric.Metrics.ssim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table in each of its written forms. */
class FormsTest {
  @Test
  void should_show_the_spread_of_seeds_as_a_figure_of_its_own() {
    var text = swept().text();
    assertTrue(text.matches("(?s).*λ = 0.05 +[\\d.]+ \\[[\\d.]+, [\\d.]+\\] sd [\\d.]+ .*"), text);
    double spread = swept().cell("λ = 0.05", "PSNR").spread();
    assertTrue(spread > 0 && spread < .2, "between seeds " + spread);
    assertTrue(Double.isNaN(score(CLEAN, mse(CLEAN)).cell("clean", "MSE").spread()));
  }

  @Test
  void should_say_which_way_is_better_and_mark_nothing_where_neither_is() {
    var table =
        score(
            noisy("toy", "out", .05, 1),
            psnr(CLEAN),
            mse(CLEAN),
            ssim(CLEAN).named("SSIM to source").lowerIsBetter(),
            ssim(CLEAN).neutral().named("likeness"));
    assertTrue(table.text().startsWith("     PSNR ↑"), table.text());
    assertTrue(
        table
            .text()
            .lines()
            .findFirst()
            .orElseThrow()
            .matches(".* MSE ↓ .* SSIM to source ↓ .* likeness"),
        table.text());
    var both =
        score(noisy("toy", "good", .02, 1), ssim(CLEAN).neutral())
            .and(score(noisy("toy", "bad", .2, 2), ssim(CLEAN).neutral()));
    assertFalse(both.text().contains("*"), both.text());
    var turned =
        score(noisy("toy", "near", .02, 1), ssim(CLEAN).lowerIsBetter())
            .and(score(noisy("toy", "far", .2, 2), ssim(CLEAN).lowerIsBetter()));
    assertEquals("far", turned.sort("SSIM").table().stringColumn("run").get(0));
  }

  @Test
  void should_write_markdown_that_names_cannot_break() {
    var md = score(noisy("toy", "a|b_c*", .05, 1), psnr(CLEAN)).markdown();
    assertTrue(md.startsWith("| | PSNR ↑ |\n|:--|--:|\n| a\\|b\\_c\\* | "), md);
    assertTrue(md.contains("n = 12 images"), md);
    assertTrue(swept().markdown().contains("| λ = 0.02 | **"), swept().markdown());
  }

  @Test
  void should_write_latex_for_a_paper_without_a_package() throws IOException {
    var tex = ScoreLatex.tabular((ScoreTable) Swept.behind(swept()));
    assertTrue(
        tex.startsWith("\\begin{tabular}{lrr}\n\\hline\n & PSNR $\\uparrow$ & MSE $\\downarrow$"),
        tex);
    assertTrue(tex.contains("$\\lambda$ = 0.02 & {\\boldmath$"), tex);
    assertTrue(tex.contains("means with 95 \\% t-intervals, n = 12 images"), tex);
    assertTrue(tex.chars().allMatch(c -> c < 128), "pdfLaTeX knows every letter of " + tex);
  }

  @Test
  void should_save_in_the_form_that_the_ending_names(@TempDir Path folder) throws IOException {
    var t = swept();
    assertEquals(t.csv(), read(t.save(folder.resolve("t.csv").toString())));
    assertEquals(t.markdown(), read(t.save(folder.resolve("t.md").toString())));
    assertTrue(read(t.save(folder.resolve("t.tex").toString())).contains("tabular"));
    var html = read(t.save(folder.resolve("t.HTML").toString()));
    assertTrue(html.contains(t.html().orElseThrow()) && html.contains("light dark"), html);
    assertEquals(
        "a table is saved as .csv, .md, .tex or .html, and \"t.xlsx\" ends in none of them",
        sentence(() -> t.save(folder.resolve("t.xlsx").toString())));
    var inside = Files.writeString(folder.resolve("file"), "x").resolve("t.csv");
    var failed = assertThrows(IOException.class, () -> t.save(inside.toString()));
    assertTrue(failed.getMessage().startsWith("could not write " + inside), failed.getMessage());
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  @Test
  void should_quote_what_csv_would_split_and_leave_what_is_missing_empty() {
    var csv = score(noisy("brainweb", "a, \"b\"", .05, 1), mse(noisy("brainweb", "c", 0, 0))).csv();
    assertTrue(csv.contains("\n\"a, \"\"b\"\"\","), csv);
    assertTrue(csv.matches("(?s).*,[\\d.E-]+,,,1,12,1\n"), csv);
  }

  @Test
  void should_tell_how_its_intervals_were_made_and_let_them_be_chosen() {
    var t = swept();
    assertTrue(
        t.bca().text().contains("95 % BCa intervals, n = 12 images (4000 resamples)"),
        t.bca().text());
    var cell = t.bca().cell("λ = 0.1", "MSE");
    assertTrue(cell.low() < cell.value() && cell.value() < cell.high());
    assertTrue(t.student().ci(.9).text().contains("90 % t-intervals"));
    assertEquals(t.text(), t.bca().student().text());
  }
}
