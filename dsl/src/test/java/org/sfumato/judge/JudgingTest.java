package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.among;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.over;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.judge.Judging.sweep;
import static org.sfumato.metric.Metrics.mi;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;
import static org.sfumato.metric.Metrics.ssim;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Chart;
import org.sfumato.Draws;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Progress;
import org.sfumato.Provenance;
import org.sfumato.Results;

class JudgingTest {
  private static final int N = 12;

  private static Images noisy(String origin, String text, double noise, long seed) {
    var random = new Random(seed);
    var values = new float[N * 256];
    for (int k = 0; k < values.length; k++) {
      double base = .5 + .3 * Math.sin(k / 256 + k % 16 * .7) * Math.cos(k / 16 % 16 * .5);
      values[k] =
          (float)
              Math.max(
                  0, Math.min(1, base + noise * (1 + .4 * (k / 256 % 3)) * random.nextGaussian()));
    }
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < N; i++) {
      ids.add(new ImageId(origin, i));
    }
    return Images.of(values, 1, 16, 16, ids, text, Provenance.of("made", text + seed));
  }

  private static final Images CLEAN = noisy("toy", "clean", 0, 0);

  /** Adds noise of this strength; another seed gives other noise. */
  private record Noisy(double strength, long number) implements Draws {
    @Override
    public Images draw() {
      return noisy("toy", "noisy " + strength, strength, number);
    }

    @Override
    public Noisy seed(long seed) {
      return new Noisy(strength, seed);
    }
  }

  private static Results swept() {
    return sweep(over("λ", 0.02, 0.05, 0.1), λ -> new Noisy(λ, 0))
        .seeds(0, 1, 2)
        .score(psnr(CLEAN), mse(CLEAN));
  }

  private static String sentence(Executable e) {
    return assertThrows(IllegalArgumentException.class, e).getMessage();
  }

  @Test
  void should_score_the_mean_over_images_with_its_interval() {
    var results = score(noisy("toy", "out", .05, 1), mse(CLEAN), ssim(CLEAN));
    var each = org.sfumato.engine.Chunks.perImage(noisy("toy", "out", .05, 1), 0, mse(CLEAN)::of);
    assertEquals(DoubleStream.of(each).average().getAsDouble(), results.value("MSE"), 1e-15);
    var cell = results.cell("out", "MSE");
    assertEquals(results.value("MSE"), cell.value());
    assertEquals(N, cell.n());
    assertEquals("range 1", cell.variant());
    assertTrue(cell.low() < cell.value() && cell.value() < cell.high());
    var wider = results.ci(.99).cell("out", "MSE");
    assertTrue(wider.low() < cell.low() && wider.high() > cell.high());
  }

  @Test
  void should_print_intervals_n_and_variants_in_every_form() {
    var results = score(noisy("toy", "out<1>", .05, 1), psnr(CLEAN), ssim(CLEAN).named("SSIM_T1"));
    var text = results.text();
    assertTrue(
        text.matches(
            "(?s) +PSNR +SSIM_T1\\nout<1>  \\d\\d\\.\\d+ \\[\\d\\d\\.\\d+, \\d\\d\\.\\d+\\]  0\\.\\d+ \\[0\\.\\d+, 0\\.\\d+\\]\\n.*"),
        text);
    assertTrue(text.contains("means with 95 % t-intervals, n = 12 images"), text);
    assertTrue(text.contains("SSIM_T1: Gaussian window 11, σ 1.5, population covariance"), text);
    var html = results.html().orElseThrow();
    assertTrue(
        html.contains("out&lt;1&gt;") && html.contains("<small>[") && !html.contains("<script"),
        html);
    var latex = results.latex().orElseThrow();
    assertTrue(
        latex.startsWith("\\begin{array}{lrr}") && latex.contains("\\text{SSIM\\_T1}"), latex);
  }

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
                "seeds 0, 1, 2, averaged per image; standard deviation between seeds at most: PSNR "),
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
  void should_give_paired_differences_from_one_row() {
    var table = swept();
    var difference = table.versus("λ = 0.02");
    var cell = difference.cell("λ = 0.1 − λ = 0.02", "MSE");
    assertEquals(
        table.cell("λ = 0.1", "MSE").value() - table.cell("λ = 0.02", "MSE").value(),
        cell.value(),
        1e-12);
    assertTrue(cell.excludesZero());
    assertEquals("range 1; minus λ = 0.02", cell.variant());
    assertTrue(difference.text().contains("*: the interval excludes zero"), difference.text());
    // Pairing pays: the images differ from one another far more than the two runs do on each.
    var paired =
        compare(
            score(noisy("toy", "a", .05, 1), mse(CLEAN)),
            score(noisy("toy", "b", .051, 1), mse(CLEAN)));
    var alone = score(noisy("toy", "a", .05, 1), mse(CLEAN)).cell("a", "MSE");
    assertTrue(paired.high() - paired.low() < .2 * (alone.high() - alone.low()));
    assertTrue(paired.excludesZero() && paired.value() < 0);
  }

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
  void should_treat_slices_of_one_head_as_blocks() {
    var results = score(noisy("brainweb", "slices", .05, 1), mse(noisy("brainweb", "clean", 0, 0)));
    assertEquals(1, results.cell("slices", "MSE").n());
    assertFalse(results.cell("slices", "MSE").hasInterval());
    assertTrue(
        results
            .text()
            .contains(
                "means without intervals, n = 1 block of neighbouring slices (12 images): an interval needs two"),
        results.text());
  }

  @Test
  void should_say_when_a_mean_is_infinite() {
    var results = score(CLEAN, psnr(CLEAN));
    assertEquals(Double.POSITIVE_INFINITY, results.value("PSNR"));
    assertTrue(results.text().contains("clean  ∞"), results.text());
    assertTrue(
        results
            .text()
            .contains(
                "PSNR is not finite for 12 of 12 images of clean, so its mean is not and has no interval"),
        results.text());
    assertEquals(0, compare(results, results).value());
  }

  @Test
  void should_give_a_tablesaw_table_and_save_it_whole(@TempDir Path folder) throws Exception {
    var results = swept();
    var table = results.table();
    assertEquals(
        List.of(
            "run",
            "λ",
            "PSNR",
            "PSNR low",
            "PSNR high",
            "MSE",
            "MSE low",
            "MSE high",
            "n",
            "images",
            "seeds"),
        table.columnNames());
    assertEquals(results.values("MSE")[2], table.doubleColumn("MSE").get(2));
    var file = results.save(folder.resolve("deep/scores.csv").toString());
    var lines = Files.readAllLines(file);
    assertEquals(4, lines.size());
    assertEquals("run,λ,PSNR,PSNR low,PSNR high,MSE,MSE low,MSE high,n,images,seeds", lines.get(0));
    assertEquals(results.values("PSNR")[0], Double.parseDouble(lines.get(1).split(",")[2]));
    try (var left = Files.list(file.getParent())) {
      assertEquals(1, left.count());
    }
    assertThrows(java.io.IOException.class, () -> results.save("/proc/nowhere/scores.csv"));
  }

  @Test
  void should_carry_where_it_comes_from() {
    var one = score(noisy("toy", "a", .05, 1), mse(CLEAN)).provenance();
    assertEquals(one.hash(), score(noisy("toy", "a", .05, 1), mse(CLEAN)).provenance().hash());
    assertNotEquals(one.hash(), score(noisy("toy", "a", .05, 2), mse(CLEAN)).provenance().hash());
    assertTrue(one.identity().get("metric 0").startsWith("MSE (range 1) against "));
    assertTrue(one.circumstance().containsKey("device"));
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
  void should_refuse_what_cannot_be_scored_or_compared() {
    var a = score(noisy("toy", "a", .05, 1), mse(CLEAN), ssim(CLEAN));
    assertEquals(
        "score needs at least one metric, such as ssim(reference)", sentence(() -> score(CLEAN)));
    assertEquals(
        "SSIM needs images to compare with: ssim(images)", sentence(() -> score(CLEAN, ssim())));
    assertEquals(
        "MSE compares images of one shape, but clean has [1, 16, 16] and clean.resize(8) has [1, 8, 8]; resize one of them",
        sentence(() -> score(CLEAN, mse(CLEAN.resize(8)))));
    var elsewhere = noisy("other", "elsewhere", 0, 0);
    assertEquals(
        "MSE compares image by image, but clean has 12 images and elsewhere.first(3) has 3, and they are not the same images; take as many of each",
        sentence(() -> score(CLEAN, mse(elsewhere.first(3)))));
    assertEquals(
        "there is no image to score in clean.first(0)",
        sentence(() -> score(CLEAN.first(0), mse(CLEAN))));
    assertEquals(
        "the two tables share MSE, SSIM; say which: compare(a, b, \"MSE\")",
        sentence(() -> compare(a, a)));
    assertEquals(
        "the two tables share no column: [MSE, SSIM] and [MI]",
        sentence(() -> compare(a, score(CLEAN, mi(CLEAN)))));
    assertEquals(
        "SSIM does not compare: one is (Gaussian window 11, σ 1.5, population covariance, range 1, valid region, mean over channels),"
            + " the other (flat window 7×7, sample covariance, range 1, valid region, mean over channels)",
        sentence(() -> compare(a, score(CLEAN, ssim(CLEAN).flat()))));
    assertEquals(
        "MSE does not compare: the two were measured against different images",
        sentence(() -> compare(a, score(CLEAN, mse(noisy("toy", "x", .1, 3))), "MSE")));
    assertEquals(
        "a paired difference needs the same images, but there are 12 and 3",
        sentence(() -> compare(a, score(CLEAN.first(3), mse(CLEAN)), "MSE")));
    assertEquals(
        "a paired difference needs the same images, but the first are toy[0] and other[0]; start both from the same images",
        sentence(() -> compare(a, score(elsewhere, mse(CLEAN)), "MSE")));
    assertEquals(
        "compare takes one row of each, but one table has 3; take row(name), or versus(row) of the whole table",
        sentence(() -> compare(swept(), a)));
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
