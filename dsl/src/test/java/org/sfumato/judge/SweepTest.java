package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.among;
import static org.sfumato.judge.Judging.over;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.judge.Judging.sweep;
import static org.sfumato.judge.Toy.CLEAN;
import static org.sfumato.judge.Toy.N;
import static org.sfumato.judge.Toy.sentence;
import static org.sfumato.judge.Toy.swept;
import static org.sfumato.metric.Metrics.mse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Chart;
import org.sfumato.Draws;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Progress;
import org.sfumato.Results;
import org.sfumato.judge.Toy.Noisy;

/** The same thing drawn for several values and seeds. */
class SweepTest {
  @Test
  void should_average_over_seeds_before_the_interval_and_tell_their_spread_apart() {
    var table = swept();
    var cell = table.cell("λ = 0.05", "MSE");
    assertEquals(N, cell.n());
    var perSeed = new double[3];
    for (int s = 0; s < 3; s++) {
      perSeed[s] = score(new Noisy(.05, s).draw(), mse(CLEAN)).value("MSE");
    }
    assertEquals(DoubleStream.of(perSeed).average().getAsDouble(), cell.value(), 1e-12);
    assertTrue(
        table
            .text()
            .contains(
                "seeds 0, 1, 2, averaged per image; sd: standard deviation between the seeds' means, apart from the interval"),
        table.text());
  }

  @Test
  void should_chart_a_sweep_with_error_bars() {
    var chart = swept().chart("λ", "PSNR");
    assertEquals(Chart.Kind.LINES, chart.kind());
    var line = chart.series().get(0);
    assertEquals(List.of(.02, .05, .1), line.x());
    assertEquals(3, line.low().size());
    assertTrue(line.y().get(0) > line.y().get(2));
    assertTrue(chart.picture().orElseThrow().png().length > 1000);
    assertEquals(Chart.Kind.POINTS, swept().chart("MSE", "PSNR").kind());
    var panels = swept().chart();
    assertEquals(Chart.Kind.PANELS, panels.kind());
    assertEquals(List.of("λ = 0.02", "λ = 0.05", "λ = 0.1"), panels.series().get(1).labels());
  }

  @Test
  void should_sweep_whole_numbers_and_things_that_are_no_numbers() {
    var whole = sweep(over("steps", 1, 2), n -> new Noisy(.1 / n.intValue(), 0)).score(mse(CLEAN));
    assertArrayEquals(new double[] {1, 2}, whole.values("steps"));
    var things =
        sweep(among("way", "plain", "guided"), w -> new Noisy(w.equals("plain") ? .1 : .05, 0))
            .score(mse(CLEAN));
    assertEquals(Chart.Kind.BARS, things.chart("way", "MSE").kind());
    assertEquals(List.of("plain", "guided"), things.chart("way", "MSE").series().get(0).labels());
    assertEquals(
        "sweep(among(\"way\", \"plain\", \"guided\"), …).seeds(4)",
        sweep(among("way", "plain", "guided"), w -> new Noisy(.1, 0)).seeds(4).text());
  }

  @Test
  void should_keep_whole_values_when_it_is_interrupted_and_report_progress() throws Exception {
    var notes = new ArrayList<Progress>();
    record Stopping(double strength, long number) implements Draws {
      @Override
      public Images draw() {
        if (strength > .07 && number == 1) {
          throw new Interrupted("stopped", null);
        }
        return new Noisy(strength, number).draw();
      }

      @Override
      public Stopping seed(long seed) {
        return new Stopping(strength, seed);
      }
    }
    try (var handle = Progress.listen(notes::add)) {
      var stopped =
          assertThrows(
              Interrupted.class,
              () ->
                  sweep(over("λ", .02, .05, .1), λ -> new Stopping(λ, 0))
                      .seeds(0, 1)
                      .score(mse(CLEAN)));
      assertEquals(
          "the sweep was stopped after 5 of 6 cells; 2 of 3 values are whole and kept",
          stopped.getMessage());
      var kept = (Results) stopped.kept().orElseThrow();
      assertArrayEquals(new double[] {.02, .05}, kept.values("λ"));
    }
    var ours = notes.stream().filter(p -> p.task().equals("sweep λ")).toList();
    assertEquals("λ = 0.02, seed 0", ours.get(0).note());
    assertTrue(ours.get(0).secondsLeft().isEmpty() && ours.get(1).secondsLeft().isPresent());
    assertTrue(ours.get(ours.size() - 1).finished());
  }

  @Test
  void should_refuse_a_sweep_that_says_nothing() {
    assertEquals(
        "over(\"λ\") has no values to go through", sentence(() -> over("λ", new double[0])));
    assertEquals("over(\"λ\", …) has 0.3 twice", sentence(() -> over("λ", .3, .3)));
    assertEquals(
        "over(\"λ\", …) has NaN among its values; they must be finite",
        sentence(() -> over("λ", Double.NaN)));
    assertEquals(
        "what is swept needs a name, such as over(\"λ\", 0, 0.5, 1)",
        sentence(() -> over("", 1, 2)));
    assertEquals(
        "seeds are one or more different numbers, such as seeds(0, 1, 2)",
        sentence(() -> sweep(over("λ", 1, 2), λ -> new Noisy(λ, 0)).seeds(1, 1)));
    assertEquals(
        "the sweep made nothing to draw for λ = 2",
        sentence(
            () -> sweep(over("λ", 1, 2), λ -> λ > 1 ? null : new Noisy(λ, 0)).score(mse(CLEAN))));
    record Fewer(int n) implements Draws {
      @Override
      public Images draw() {
        return CLEAN.first(n);
      }

      @Override
      public Fewer seed(long seed) {
        return this;
      }
    }
    assertEquals(
        "a sweep compares the same images, but n = 3 drew 3 images that are not the 2 of n = 2",
        sentence(() -> sweep(over("n", 2, 3), Fewer::new).score(mse(CLEAN))));
  }
}
