package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.among;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.over;
import static org.sfumato.judge.Judging.sweep;
import static org.sfumato.judge.Toy.CLEAN;
import static org.sfumato.judge.Toy.sentence;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.nfe;
import static org.sfumato.metric.Metrics.psnr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Cancel;
import org.sfumato.Chart;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Metric;
import org.sfumato.Progress;
import org.sfumato.Term;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.guidance.Guidances;
import org.sfumato.judge.Toy.Noisy;
import org.sfumato.sampler.Recipe;
import org.sfumato.sampler.Samplers;

/** A sweep of two kinds of values, its best recipe, its pictures, and what it keeps on disk. */
class SweptTest {
  private static final Images SOURCE = CLEAN.first(3);
  private static final Recipe RECIPE =
      Samplers.sample(Diffusion.gaussianPrior(.5, .2).shape(1, 16, 16))
          .along(Diffusion.ve(.01, 4))
          .with(Samplers.euler(4))
          .from(Samplers.noised(SOURCE, .7));

  @TempDir Path folder;

  @AfterEach
  void nobody_is_stopped_after_this() {
    Cancel.clear();
  }

  private static Sweep<Recipe> weights(double... values) {
    return sweep(
            over("λ", values),
            among("window", Diffusion.early(1), Diffusion.early(.5)),
            (λ, w) ->
                RECIPE.guide(Guidances.crossCorrelation(SOURCE).normalised().times(λ).during(w)))
        .seeds(0, 1);
  }

  @Test
  void should_go_through_all_pairs_of_weights_and_windows() {
    var table = weights(0, .5, 1).score(psnr(SOURCE), mse(SOURCE), nfe());
    assertEquals(
        "sweep(over(\"λ\", 0, 0.5, 1), among(\"window\", always, early(0.5)), …).seeds(0, 1)",
        weights(0, .5, 1).text());
    assertEquals(6, table.values("PSNR").length);
    assertEquals(4, table.row("λ = 0.5, early(0.5)").value("NFE"));
    var chart = table.chart("λ", "PSNR");
    assertEquals(Chart.Kind.LINES, chart.kind());
    assertEquals(List.of("always", "early(0.5)"), names(chart));
    assertEquals(List.of(0., .5, 1.), chart.series().get(1).x());
    assertEquals(
        table.cell("λ = 0.5, early(0.5)", "PSNR").value(), chart.series().get(1).y().get(1), 1e-12);
    var across = table.chart("window", "PSNR");
    assertEquals(Chart.Kind.BARS, across.kind());
    assertEquals(List.of("λ = 0", "λ = 0.5", "λ = 1"), names(across));
    assertEquals(Chart.Kind.POINTS, table.chart("MSE", "PSNR").kind());
    assertTrue(across.picture().orElseThrow().png().length > 1000);
  }

  private static List<String> names(Chart chart) {
    return chart.series().stream().map(Chart.Series::name).toList();
  }

  @Test
  void should_keep_the_recipe_that_was_best() {
    var table = weights(0, .5, 1).score(psnr(SOURCE), mse(SOURCE), nfe());
    var best = table.best("PSNR");
    double top = 0;
    var name = "";
    for (var row :
        List.of(
            "λ = 0, always",
            "λ = 0.5, always",
            "λ = 1, always",
            "λ = 0, early(0.5)",
            "λ = 0.5, early(0.5)",
            "λ = 1, early(0.5)")) {
      double v = table.cell(row, "PSNR").value();
      name = v > top ? row : name;
      top = Math.max(v, top);
    }
    assertSame(table.recipe(name), best);
    assertEquals(best, table.best("MSE"));
    assertTrue(best.text().startsWith("sample(gaussianPrior(0.5, 0.2)"), best.text());
    assertTrue(best.text().contains(".guide(crossCorrelation("), best.text());
    // It draws what the table was made of.
    var again = Judging.score(best.seed(0).draw(), psnr(SOURCE)).value("PSNR");
    var other = Judging.score(best.seed(1).draw(), psnr(SOURCE)).value("PSNR");
    assertEquals(top, (again + other) / 2, 1e-9);
    assertEquals(
        "nothing is best in apart, where neither more nor less is better; take recipe(row)",
        sentence(
            () ->
                weights(0)
                    .score(new Metric.Named(mse(SOURCE), "apart", false, false))
                    .best("apart")));
  }

  @Test
  void should_show_pictures_of_what_was_drawn() {
    var two = weights(0, 1).score(mse(SOURCE)).pictures();
    assertEquals("pictures: λ = 0 | λ = 1 for each of always | early(0.5)", two.text());
    assertArrayEquals(
        weights(1).score(mse(SOURCE)).recipe("λ = 1, early(0.5)").seed(0).draw().get(0).values(),
        two.rows().get(1).get(1).values());
    var one = sweep(over("λ", .02, .05), λ -> new Noisy(λ, 0)).score(mse(CLEAN)).pictures();
    assertEquals(List.of("λ = 0.02", "λ = 0.05"), one.heads());
    assertEquals(Swept.SHOWN, one.rows().size());
    assertTrue(one.picture().orElseThrow().png().length > 1000);
  }

  @Test
  void should_be_compared_and_joined_as_any_table_is() {
    var table = sweep(over("λ", .05), λ -> new Noisy(λ, 0)).score(mse(CLEAN));
    var other = sweep(over("λ", .1), λ -> new Noisy(λ, 0)).score(mse(CLEAN));
    assertTrue(compare(other, table).value() > 0);
    assertEquals(2, other.and(table).values("MSE").length);
    assertEquals(
        2, Judging.score(new Noisy(.2, 0).draw(), mse(CLEAN)).and(table).values("MSE").length);
  }

  @Test
  void should_draw_a_cell_only_once_and_score_it_anew() throws Exception {
    var cached = weights(0, 1).cache(folder.toString());
    var first = cached.score(psnr(SOURCE), nfe());
    assertEquals(0, first.cached());
    assertEquals(8, files().size());
    assertEquals(
        weights(0, 1).score(psnr(SOURCE), nfe()).provenance().identity(),
        first.provenance().identity(),
        "where cells are kept decides nothing");
    var draws = new AtomicInteger();
    try (var ear = Progress.listen(p -> draws.addAndGet(drawing(p)))) {
      var again = cached.score(psnr(SOURCE), mse(SOURCE), nfe());
      assertEquals(8, again.cached());
      assertEquals(0, draws.get());
      assertArrayEquals(first.values("PSNR"), again.values("PSNR"));
      assertArrayEquals(first.values("NFE"), again.values("NFE"));
      assertArrayEquals(weights(0, 1).score(mse(SOURCE)).values("MSE"), again.values("MSE"));
      draws.set(0);
      // A weight more draws that weight alone, and another seed that seed alone.
      assertEquals(8, weights(0, 1, 2).cache(folder.toString()).score(mse(SOURCE)).cached());
      assertEquals(4, draws.get());
      assertEquals(
          8, weights(0, 1).seeds(0, 1, 2).cache(folder.toString()).score(mse(SOURCE)).cached());
      assertEquals(8, draws.get());
    }
  }

  /** A draw begins. */
  private static int drawing(Progress p) {
    return p.task().startsWith("draw") && p.done() == 0 ? 1 : 0;
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  @Test
  void should_go_on_where_it_was_stopped() throws Exception {
    var cached = weights(0, 1).cache(folder.toString());
    var begun = new AtomicInteger();
    Interrupted stopped;
    try (var ear =
        Progress.listen(
            p -> {
              if (drawing(p) == 1 && begun.incrementAndGet() == 4) {
                Cancel.request();
              }
            })) {
      stopped = assertThrows(Interrupted.class, () -> cached.score(mse(SOURCE)));
    }
    Cancel.clear();
    assertEquals(
        "the sweep was stopped after 3 of 8 cells; 1 of 4 values are whole and kept; run it again to go on: what was drawn is in "
            + folder,
        stopped.getMessage());
    assertEquals(1, ((Swept<?>) stopped.kept().orElseThrow()).values("MSE").length);
    assertEquals(3, files().size());
    begun.set(0);
    try (var ear = Progress.listen(p -> begun.addAndGet(drawing(p)))) {
      var whole = cached.score(mse(SOURCE));
      assertEquals(5, begun.get());
      assertEquals(3, whole.cached());
      assertArrayEquals(weights(0, 1).score(mse(SOURCE)).values("MSE"), whole.values("MSE"));
    }
  }

  @Test
  void should_draw_again_what_is_broken_and_say_so() throws Exception {
    var cached = weights(0, 1).cache(folder.toString());
    var first = cached.score(mse(SOURCE));
    var files = files();
    Files.write(files.get(0), new byte[] {1, 2, 3});
    var bits = Files.readAllBytes(files.get(1));
    bits[bits.length - 2] ^= 1;
    Files.write(files.get(1), bits);
    Files.write(files.get(2), java.util.Arrays.copyOf(Files.readAllBytes(files.get(2)), 400));
    var said = new ByteArrayOutputStream();
    var again = heard(said, () -> cached.score(mse(SOURCE)));
    assertEquals(5, again.cached());
    assertArrayEquals(first.values("MSE"), again.values("MSE"));
    // A cell that is drawn again may have warnings of its own.
    var lines =
        said.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(l -> l.contains(" drawn again"))
            .toList();
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(
        lines.stream()
            .anyMatch(
                l ->
                    l.equals(
                        files.get(1)
                            + " is broken (its pixels are not those that were written); its cell is drawn again")),
        lines.toString());
    assertEquals(8, cached.score(mse(SOURCE)).cached());
  }

  @Test
  void should_know_a_term_of_ones_own_by_its_code_and_by_what_it_refers_to() {
    var path = folder.toString();
    for (double strength : new double[] {.1, .2}) {
      Term mine = Guidances.energy("mine", (x, s) -> Guidances.sqNorm(x).mul(strength));
      var swept = sweep(over("λ", 1, 2), λ -> RECIPE.guide(mine.times(λ))).cache(path);
      assertEquals(0, swept.score(mse(SOURCE)).cached(), "another number is another term");
      assertEquals(2, swept.score(mse(SOURCE)).cached());
    }
    Term other = Guidances.energy("mine", (x, s) -> Guidances.norm(x.sub(s.at(SOURCE))));
    assertEquals(
        0,
        sweep(over("λ", 1, 2), λ -> RECIPE.guide(other.times(λ)))
            .cache(path)
            .score(mse(SOURCE))
            .cached());
  }

  @Test
  void should_not_keep_what_it_cannot_tell_apart_and_say_so_once() throws IOException {
    class Twice {
      Term one = Guidances.energy("twin", (x, s) -> Guidances.sqNorm(x));
      Term two = Guidances.energy("twin", (x, s) -> Guidances.norm(x));
    }
    var said = new ByteArrayOutputStream();
    var swept =
        heard(
            said,
            () ->
                sweep(
                        among("which", 1, 2),
                        w -> RECIPE.guide(w == 1 ? new Twice().one : new Twice().two))
                    .cache(folder.toString())
                    .score(mse(SOURCE)));
    assertTrue(swept.values("MSE")[0] != swept.values("MSE")[1]);
    assertEquals(
        "a lambda cannot be told from another of its kind, so what is drawn with it is not kept in "
            + folder,
        said.toString(StandardCharsets.UTF_8).strip());
    assertEquals(List.of(), files());
  }

  private static <T> T heard(ByteArrayOutputStream said, java.util.function.Supplier<T> work) {
    var before = System.err;
    try (var ear = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setErr(ear);
      return work.get();
    } finally {
      System.setErr(before);
    }
  }

  @Test
  void should_refuse_a_folder_without_a_name() {
    assertEquals(
        "cache(path) needs the name of a folder, such as cache(\"sweep\")",
        sentence(() -> weights(1).cache(" ")));
  }
}
