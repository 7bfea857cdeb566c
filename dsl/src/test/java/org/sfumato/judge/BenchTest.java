package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.corruption.Corruptions.gaussian;
import static org.sfumato.corruption.Corruptions.missing;
import static org.sfumato.judge.Judging.bench;
import static org.sfumato.judge.Judging.over;
import static org.sfumato.judge.Judging.sweep;
import static org.sfumato.judge.Toy.CLEAN;
import static org.sfumato.judge.Toy.N;
import static org.sfumato.judge.Toy.sentence;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.nfe;
import static org.sfumato.metric.Metrics.psnr;
import static org.sfumato.metric.Metrics.seconds;
import static org.sfumato.metric.Metrics.ssim;
import static org.sfumato.metric.Metrics.vjp;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Chart;
import org.sfumato.Cost;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Measurements;
import org.sfumato.Progress;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.Results;
import org.sfumato.corruption.Corruptions;

/** Restorers on the same images, masks, noise and seeds. */
class BenchTest {
  /** Paints what is hidden in one grey, and notes what it was given. */
  record Grey(String word, float grey, long number, List<String> log) implements Restorer {
    static Grey of(String word, double grey) {
      return new Grey(word, (float) grey, 0, new ArrayList<>());
    }

    @Override
    public Images restore(Measurements y) {
      log.add(number + " " + y.operator().seed() + " " + y.hash());
      var values = y.values();
      for (int k = 0; k < values.length; k++) {
        values[k] = values[k] == 0 ? grey : Math.min(1, Math.max(0, values[k]));
      }
      int[] s = y.shape();
      return Images.of(values, s[1], s[2], s[3], y.ids(), word, Provenance.of("by", word))
          .costing(new Cost(3, 2, .5, 1));
    }

    @Override
    public Grey seed(long seed) {
      return new Grey(word, grey, seed, log);
    }

    @Override
    public String text() {
      return word + "(" + grey + ")";
    }
  }

  private static final Grey DARK = Grey.of("dark", .1);
  private static final Grey MIDDLE = Grey.of("middle", .5);

  @Test
  void should_score_each_restorer_against_the_clean_images_beside_what_it_cost() {
    var table =
        bench(CLEAN, missing(.5)).run(DARK, MIDDLE).score(psnr(), ssim(), nfe(), vjp(), seconds());
    assertArrayEquals(new double[] {3, 3}, table.values("NFE"));
    assertArrayEquals(new double[] {2, 2}, table.values("VJP"));
    assertArrayEquals(new double[] {.5, .5}, table.values("seconds"));
    assertEquals(N, table.cell("middle", "PSNR").n());
    var y = missing(.5).apply(CLEAN);
    assertEquals(
        Judging.score(MIDDLE.restore(y), psnr(CLEAN)).value("PSNR"),
        table.row("middle").value("PSNR"),
        1e-12);
    assertTrue(table.row("middle").value("PSNR") > table.row("dark").value("PSNR"));
    assertEquals(Chart.Kind.POINTS, table.chart("NFE", "PSNR").kind());
  }

  @Test
  void should_give_all_the_same_measurements_and_set_mask_noise_and_restorer_by_one_seed() {
    var a = Grey.of("a", .1);
    var b = Grey.of("b", .5);
    var law = missing(.5).plus(gaussian(.1)).seed(9);
    bench(CLEAN, law).run(a.seed(4), b).seeds(0, 1, 2).score(psnr());
    assertEquals(a.log(), b.log());
    assertEquals(3, a.log().stream().distinct().count());
    for (int s = 0; s < 3; s++) {
      var y = law.seed(s).apply(CLEAN);
      assertEquals(s + " " + s + " " + y.hash(), a.log().get(s));
    }
    a.log().clear();
    bench(CLEAN, law).run(a.seed(4)).score(psnr());
    assertEquals(List.of("4 9 " + law.apply(CLEAN).hash()), a.log());
  }

  @Test
  void should_compare_pairs_of_images_and_seeds() {
    var experiment = bench(CLEAN, missing(.5)).run(DARK, MIDDLE).seeds(0, 1, 2);
    var scores = experiment.score(mse());
    var less = scores.versus("dark");
    double difference = 0;
    for (int s = 0; s < 3; s++) {
      var y = missing(.5).seed(s).apply(CLEAN);
      difference +=
          (Judging.score(MIDDLE.restore(y), mse(CLEAN)).value("MSE")
                  - Judging.score(DARK.restore(y), mse(CLEAN)).value("MSE"))
              / 3;
    }
    var cell = less.cell("middle − dark", "MSE");
    assertEquals(difference, cell.value(), 1e-12);
    assertEquals(N, cell.n());
    assertTrue(cell.excludesZero() && cell.high() < 0, cell.text());
    assertEquals(
        experiment.text(), "bench(clean, missing(0.5)).run(dark(0.1), middle(0.5)).seeds(0, 1, 2)");
    assertEquals(experiment.text(), scores.provenance().identity().get("bench"));
    assertNotEquals(
        scores.provenance().hash(),
        bench(CLEAN, missing(.5)).run(DARK, MIDDLE).seeds(0, 1).score(mse()).provenance().hash());
  }

  @Test
  void should_name_rows_by_the_word_or_by_a_name_of_one_s_own() {
    var table =
        bench(CLEAN, missing(.5)).run(DARK, Grey.of("dark", .2).named("less dark")).score(mse());
    assertTrue(table.row("less dark").value("MSE") < table.row("dark").value("MSE"));
    var bars = table.chart("restorer", "MSE");
    assertEquals(Chart.Kind.BARS, bars.kind());
    assertEquals(List.of("dark", "less dark"), bars.series().get(0).labels());
  }

  @Test
  void should_score_translators_against_the_target() {
    var source = Toy.noisy("source", "source", .05, 3);
    Restorer same = y -> y.preview();
    var table =
        bench(source, CLEAN).run(same.named("as it is")).score(mse(), mse(source).named("s"));
    assertEquals(
        Judging.score(source, mse(CLEAN)).value("MSE"), table.value("MSE"), 1e-12, table.text());
    assertEquals(0, table.value("s"));
    assertEquals("bench(source, clean)", bench(source, CLEAN).text());
    assertEquals(
        "a bench compares image by image, but source has the shape [12, 1, 16, 16] and clean.first(3) has [3, 1, 16, 16]; take as many of each, in one size",
        sentence(() -> bench(source, CLEAN.first(3))));
  }

  @Test
  void should_be_swept_over_what_is_done_to_the_images() {
    var table =
        sweep(over("p", .2, .5, .8), p -> bench(CLEAN, missing(p)).run(MIDDLE))
            .seeds(0, 1)
            .score(psnr(CLEAN));
    double[] psnr = table.values("PSNR");
    assertTrue(psnr[0] > psnr[1] && psnr[1] > psnr[2], table.text());
    assertEquals(
        bench(CLEAN, missing(.5)).run(MIDDLE).seeds(0, 1).score(psnr()).value("PSNR"),
        psnr[1],
        1e-12);
    assertEquals(
        "draw() gives the images of one restorer and one seed, but there are 2 restorers and 0 seeds; score(…) runs all",
        sentence(() -> bench(CLEAN, missing(.5)).run(MIDDLE, DARK).draw()));
  }

  @Test
  void should_keep_finished_restorers_when_it_is_interrupted_and_tell_how_far_it_is()
      throws Exception {
    var notes = new ArrayList<Progress>();
    Restorer stops =
        y -> {
          throw new Interrupted("stopped", null);
        };
    try (var ear = Progress.listen(notes::add)) {
      var stopped =
          assertThrows(
              Interrupted.class,
              () ->
                  bench(CLEAN, missing(.5))
                      .run(DARK, MIDDLE, stops.named("stops"))
                      .seeds(0, 1)
                      .score(psnr()));
      assertEquals(
          "the bench was stopped after 4 of 6 cells; 2 of 3 restorers are whole and kept",
          stopped.getMessage());
      var kept = (Results) stopped.kept().orElseThrow();
      assertEquals(2, kept.values("PSNR").length);
    }
    assertEquals("dark, seed 0", notes.get(0).note());
    assertTrue(notes.get(notes.size() - 1).finished());
  }

  @Test
  void should_keep_finished_restorers_when_a_later_one_fails() {
    Restorer fails =
        y -> {
          throw new IllegalArgumentException("it needs the singular values");
        };
    var failed =
        assertThrows(
            Interrupted.class,
            () -> bench(CLEAN, missing(.5)).run(DARK, MIDDLE, fails.named("poor")).score(psnr()));
    assertEquals(
        "poor failed in the bench: it needs the singular values. 2 of 3 restorers are whole and kept",
        failed.getMessage());
    assertEquals("it needs the singular values", failed.getCause().getMessage());
    assertEquals(2, ((Results) failed.kept().orElseThrow()).values("PSNR").length);
  }

  @Test
  void should_refuse_before_anything_runs_what_could_not_be_compared() {
    var log = new ArrayList<String>();
    var logged = new Grey("logged", .5f, 0, log);
    var experiment = bench(CLEAN, missing(.5));
    assertEquals(
        "two restorers are called dark; give one of them a name of its own: named(\"…\")",
        sentence(() -> experiment.run(DARK, Grey.of("dark", .2))));
    assertEquals(
        "a bench needs at least one restorer, such as dps(prior)", sentence(experiment::run));
    assertEquals(
        "nothing is run: say bench(clean, missing(0.5)).run(dps(prior)) first",
        sentence(() -> experiment.score(psnr())));
    assertEquals(
        "seeds are one or more different numbers, such as seeds(0, 1, 2)",
        sentence(() -> experiment.run(logged).seeds(1, 1)));
    assertEquals(
        "score needs at least one metric, such as ssim(reference)",
        sentence(() -> experiment.run(logged).score()));
    assertEquals(
        "there is no image to restore in clean.first(0)",
        sentence(() -> bench(CLEAN.first(0), missing(.5))));
    assertEquals(
        "PSNR compares image by image, but clean has 12 images and other has 3, and they are not the same images; take as many of each",
        sentence(
            () ->
                experiment
                    .run(logged)
                    .score(psnr(Toy.noisy("o", "other", 0, 0).first(3).named("other")))));
    assertEquals(List.of(), log);
  }

  @Test
  void should_say_what_a_restorer_returned_that_nobody_measured() {
    Restorer fewer = y -> y.first(3).preview();
    assertEquals(
        "fewer returned 3 images of shape [1, 16, 16] for measurements of 12 images of shape [1, 16, 16]; a restorer returns the images that were measured",
        sentence(() -> bench(CLEAN, missing(.5)).run(fewer.named("fewer")).score(psnr())));
    Restorer smaller = y -> Corruptions.downsample(2).apply(y.preview()).preview();
    assertTrue(
        sentence(() -> bench(CLEAN, missing(.5)).run(smaller.named("smaller")).score(psnr()))
            .startsWith("smaller returned 12 images of shape [1, 8, 8] for measurements of 12"));
    Restorer others = y -> Toy.noisy("other", "others", 0, 0);
    assertEquals(
        "others returned images that do not say which were measured; wrap it in restorer(name, f), or make them with the ids of y",
        sentence(() -> bench(CLEAN, missing(.5)).run(others.named("others")).score(psnr())));
    Restorer nothing = y -> null;
    assertEquals(
        "nothing restored nothing",
        sentence(() -> bench(CLEAN, missing(.5)).run(nothing.named("nothing")).score(psnr())));
  }
}
