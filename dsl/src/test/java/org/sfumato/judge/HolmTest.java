package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.among;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.judge.Judging.sweep;
import static org.sfumato.judge.Toy.CLEAN;
import static org.sfumato.judge.Toy.noisy;
import static org.sfumato.judge.Toy.sentence;
import static org.sfumato.judge.Toy.swept;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;

import org.junit.jupiter.api.Test;
import org.sfumato.Results;
import org.sfumato.judge.Toy.Noisy;

/** Tables of many differences. */
class HolmTest {
  /** Twelve runs that differ by their seeds alone. */
  private static Results alike() {
    return sweep(among("run", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), s -> new Noisy(.05, s))
        .score(psnr(CLEAN), mse(CLEAN))
        .versus("run = 0");
  }

  @Test
  void should_give_every_difference_its_p_value() {
    var t = swept().versus("λ = 0.02");
    assertTrue(t.cell("λ = 0.1 − λ = 0.02", "MSE").p() < 1e-4);
    var a = score(noisy("toy", "a", .05, 1), mse(CLEAN));
    var b = score(noisy("toy", "b", .05, 2), mse(CLEAN));
    assertEquals(a.and(b).versus("b").cell("a − b", "MSE").p(), compare(a, b).p(), 1e-12);
    assertTrue(Double.isNaN(a.cell("a", "MSE").p()), "a score is no difference");
  }

  @Test
  void should_adjust_over_the_rows_of_a_column_and_say_so() {
    var plain = alike();
    var adjusted = plain.holm();
    double least = 1;
    for (int s = 1; s < 12; s++) {
      var row = "run = " + s + " − run = 0";
      double p = plain.cell(row, "MSE").p();
      double q = adjusted.cell(row, "MSE").p();
      assertTrue(q >= p && q <= 1, p + " becomes " + q);
      least = Math.min(least, p);
    }
    double smallest = least;
    assertTrue(
        java.util.stream.IntStream.range(1, 12)
            .anyMatch(
                s ->
                    Math.abs(
                            adjusted.cell("run = " + s + " − run = 0", "MSE").p()
                                - Math.min(1, 11 * smallest))
                        < 1e-12));
    assertTrue(
        adjusted
            .text()
            .contains("p: paired t-test, adjusted by Holm over the 11 rows of each column"),
        adjusted.text());
    assertTrue(adjusted.text().contains(" p = "), adjusted.text());
    var table = adjusted.table();
    assertTrue(table.columnNames().contains("MSE p (Holm)"), table.columnNames().toString());
  }

  @Test
  void should_mark_what_is_left_after_the_correction() {
    var t = swept().versus("λ = 0.02").holm();
    assertTrue(t.text().contains("*: p < 0.05"), t.text());
    assertTrue(t.text().contains("p < 0.0001 *"), t.text());
    assertTrue(t.ci(.99).text().contains("*: p < 0.01"), t.ci(.99).text());
  }

  @Test
  void should_refuse_scores_that_are_no_differences() {
    assertEquals(
        "holm adjusts the p values of differences, and these are scores; ask versus(\"λ = 0.02\").holm()",
        sentence(() -> swept().holm()));
  }
}
