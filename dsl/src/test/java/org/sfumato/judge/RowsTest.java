package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.among;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.judge.Judging.sweep;
import static org.sfumato.judge.Toy.CLEAN;
import static org.sfumato.judge.Toy.noisy;
import static org.sfumato.judge.Toy.sentence;
import static org.sfumato.judge.Toy.swept;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;
import static org.sfumato.metric.Metrics.ssim;

import org.junit.jupiter.api.Test;
import org.sfumato.judge.Toy.Noisy;

/** Several rows in one table: order, marks, names. */
class RowsTest {
  @Test
  void should_mark_as_best_only_what_beats_every_other_row_by_its_paired_interval() {
    var clear = swept();
    assertTrue(
        clear
            .text()
            .lines()
            .filter(l -> l.startsWith("λ = 0.02"))
            .findFirst()
            .orElseThrow()
            .endsWith("*"),
        clear.text());
    var close = sweep(among("seed", 1, 2), s -> new Noisy(.05, s)).score(mse(CLEAN));
    assertFalse(close.text().contains("*"), close.text());
    assertFalse(close.html().orElseThrow().contains("<b>"));
  }

  @Test
  void should_sort_best_first_and_keep_one_row() {
    assertArrayEquals(new double[] {.02, .05, .1}, swept().sort("MSE").values("λ"));
    assertArrayEquals(new double[] {.02, .05, .1}, swept().sort("PSNR").values("λ"));
    var one = swept().row("λ = 0.05");
    assertEquals(swept().values("MSE")[1], one.value("MSE"));
  }

  @Test
  void should_put_rows_into_one_table_only_when_they_can_be_compared() {
    var good = score(noisy("toy", "good", .05, 1), psnr(CLEAN));
    var bad = score(noisy("toy", "bad", .2, 2), psnr(CLEAN));
    var both = good.and(bad);
    assertEquals(2, both.values("PSNR").length);
    assertEquals(good.value("PSNR") - bad.value("PSNR"), -both.versus("good").value("PSNR"), 1e-12);
    var twice = assertThrows(IllegalArgumentException.class, () -> good.and(good));
    assertTrue(
        twice.getMessage().startsWith("both tables have a row called good"), twice.getMessage());
    var other = score(noisy("toy", "flat", .2, 2), ssim(CLEAN));
    var mixed = assertThrows(IllegalArgumentException.class, () -> good.and(other));
    assertTrue(
        mixed.getMessage().endsWith("one column holds one variant of one metric"),
        mixed.getMessage());
    var elsewhere = score(noisy("moon", "moon", .2, 2), psnr(CLEAN));
    var apart = assertThrows(IllegalArgumentException.class, () -> good.and(elsewhere));
    assertTrue(
        apart.getMessage().startsWith("the rows are not about the same images"),
        apart.getMessage());
  }

  @Test
  void should_say_which_columns_and_rows_there_are() {
    var table = swept();
    assertEquals(
        "no column is called SSIM; there are PSNR, MSE", sentence(() -> table.values("SSIM")));
    assertEquals(
        "MSE has 3 values, one for each of λ = 0.02, λ = 0.05, λ = 0.1; ask one row: row(\"λ = 0.02\").value(\"MSE\"), or values(\"MSE\")",
        sentence(() -> table.value("MSE")));
    assertEquals(
        "no row is called dps; there are λ = 0.02, λ = 0.05, λ = 0.1",
        sentence(() -> table.row("dps")));
    var twice = score(CLEAN, ssim(CLEAN), ssim(noisy("toy", "other", .1, 1)));
    assertEquals(
        "2 columns answer to SSIM; give one of them a name of its own, such as ssim(pd).named(\"SSIM to source\")",
        sentence(() -> twice.value("SSIM")));
    assertEquals(
        "a confidence is a number between 0 and 1, such as 0.95, not 95.0",
        sentence(() -> table.ci(95)));
    assertEquals(
        "versus needs another row to compare with clean; compare(a, b) takes two tables",
        sentence(() -> score(CLEAN, mse(CLEAN)).versus("clean")));
    assertEquals(
        "these are differences from λ = 0.02 already; ask versus of the scores themselves",
        sentence(() -> table.versus("λ = 0.02").versus("λ = 0.1 − λ = 0.02")));
  }

  @Test
  void should_keep_one_variant_to_a_column() {
    var good = score(noisy("toy", "good", .05, 1), ssim(CLEAN));
    assertEquals(
        "column 1 is SSIM (Gaussian window 11, σ 1.5, population covariance, range 1, valid region, mean over channels) in one table"
            + " and SSIM (flat window 7×7, sample covariance, range 1, valid region, mean over channels) in the other;"
            + " one column holds one variant of one metric",
        sentence(() -> good.and(score(noisy("toy", "bad", .2, 2), ssim(CLEAN).flat()))));
    assertEquals(
        "SSIM was measured against different images in the two tables; one column holds one variant of one metric",
        sentence(
            () -> good.and(score(noisy("toy", "bad", .2, 2), ssim(noisy("toy", "other", .1, 3))))));
    assertEquals(
        "SSIM is ranked one way in one table and another way in the other; give one of them a name of its own",
        sentence(() -> good.and(score(noisy("toy", "bad", .2, 2), ssim(CLEAN).lowerIsBetter()))));
  }

  @Test
  void should_give_one_image_its_score_and_no_interval() {
    var one = score(noisy("toy", "one", .05, 1).first(1), ssim(CLEAN));
    assertFalse(one.cell("one.first(1)", "SSIM").hasInterval());
    assertTrue(
        one.bca().text().contains("means without intervals, n = 1 image: an interval needs two"),
        one.text());
  }
}
