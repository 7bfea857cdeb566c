package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.calibration;
import static org.sfumato.judge.Judging.roc;
import static org.sfumato.judge.Toy.sentence;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Chart;
import org.sfumato.metric.Metrics;

/** ROC curves and reliability, against scikit-learn. */
class CurvesOfClassesTest {
  private static final double[] A = Reference.doubles("a");
  private static final double[] B = Reference.doubles("b");
  private static final int[] LABELS = Reference.ints("labels");

  @Test
  void should_pass_through_every_corner_of_scikit_learns_curve() {
    var line = roc(B, LABELS).chart().series().get(0);
    var fpr = Reference.doubles("roc_b", 0);
    var tpr = Reference.doubles("roc_b", 1);
    for (int k = 0; k < fpr.length; k++) {
      int corner = k;
      assertTrue(
          IntStream.range(0, line.x().size())
              .anyMatch(
                  i ->
                      Math.abs(line.x().get(i) - fpr[corner]) < 1e-12
                          && Math.abs(line.y().get(i) - tpr[corner]) < 1e-12),
          "the curve misses " + fpr[k] + ", " + tpr[k]);
    }
    double area = 0;
    for (int i = 1; i < line.x().size(); i++) {
      area += (line.x().get(i) - line.x().get(i - 1)) * (line.y().get(i) + line.y().get(i - 1)) / 2;
    }
    assertEquals(Metrics.auc(B, LABELS).value(), area, 1e-9);
  }

  @Test
  void should_say_auc_and_interval_in_the_legend_and_hold_the_curve_in_its_band() {
    var both = roc(A, LABELS).named("one").and(roc(B, LABELS).named("two"));
    var chart = both.chart();
    assertEquals("one · AUC 0.775 [0.683, 0.868]", chart.series().get(0).name());
    assertTrue(
        chart.title().matches("n = \\d+ positive and \\d+ negative, 95 % intervals"),
        chart.title());
    for (var line : chart.series()) {
      for (int i = 0; i < line.x().size(); i++) {
        assertTrue(line.low().get(i) <= line.y().get(i) + 1e-9, "below the band at " + i);
        assertTrue(line.high().get(i) >= line.y().get(i) - 1e-9, "above the band at " + i);
      }
    }
    assertEquals(Chart.Kind.SQUARE, chart.kind());
    assertTrue(both.picture().orElseThrow().png().length > 1000);
    assertTrue(both.text().startsWith("one: AUC 0.775"), both.text());
    assertEquals(
        "auc() is of one curve, and here are 2; ask each before they are put together",
        sentence(both::auc));
  }

  @Test
  void should_leave_bands_out_where_they_would_hide_one_another() {
    var one = roc(A, LABELS).named("one");
    var three = one.and(roc(B, LABELS).named("two")).and(roc(B, LABELS).named("three"));
    assertTrue(three.chart().series().stream().noneMatch(line -> line.low().isEmpty()));
    var four = three.and(roc(A, LABELS).named("four")).chart();
    assertTrue(four.series().stream().allMatch(line -> line.low().isEmpty()));
    assertEquals("one · AUC 0.775 [0.683, 0.868]", four.series().get(0).name());
  }

  @Test
  void should_keep_a_band_around_a_perfect_curve() {
    var line = roc(new double[] {3, 2, 1, 0}, new int[] {1, 1, 0, 0}).chart().series().get(0);
    assertEquals(1, line.y().get(line.y().size() / 2));
    assertTrue(line.low().stream().anyMatch(v -> v < .4));
  }

  @Test
  void should_bin_as_scikit_learn_does() {
    var c = calibration(Reference.doubles("prob"), Reference.ints("class"));
    var bins = c.filled();
    for (int k = 0; k < bins.size(); k++) {
      assertEquals(Reference.doubles("calibration", 0)[k], bins.get(k).probability(), 1e-9);
      assertEquals(Reference.doubles("calibration", 1)[k], bins.get(k).share().share(), 1e-9);
      assertEquals(Reference.doubles("calibration", 2)[k], bins.get(k).count());
    }
    assertEquals(Reference.number("ece"), c.ece(), 1e-9);
    assertEquals("ECE 0.1225 (10 bins of equal width, n = 300)", c.text());
    assertEquals(5, c.bins(5).filled().size());
    assertTrue(c.picture().orElseThrow().png().length > 1000);
  }

  @Test
  void should_say_what_is_no_probability() {
    assertEquals(
        "a probability lies in [0, 1], but case 1 has 1.2; for scores on another scale use roc",
        sentence(() -> calibration(new double[] {.5, 1.2}, new int[] {0, 1})));
    assertEquals(
        "calibration needs at least one bin, not 0",
        sentence(() -> calibration(new double[] {.5, .2}, new int[] {0, 1}).bins(0)));
    assertEquals(
        "a confidence is a number between 0 and 1, such as 0.95, not 2.0",
        sentence(() -> roc(A, LABELS).ci(2)));
  }
}
