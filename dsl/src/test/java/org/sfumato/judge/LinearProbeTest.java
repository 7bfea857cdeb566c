package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.linearProbe;
import static org.sfumato.judge.Toy.sentence;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Cancel;
import org.sfumato.Encoder;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.LabelledShare;
import org.sfumato.Pairs;
import org.sfumato.Progress;
import org.sfumato.Provenance;
import org.sfumato.metric.Metrics;

/** A finding that one pixel of four tells with noise, and one that no pixel tells. */
class LinearProbeTest {
  private static final Encoder PIXELS = (x, s) -> x.reshape(new Shape(x.getShape().get(0), 4));

  private static Pairs part(String name, int from, int n) {
    var values = new float[4 * n];
    var told = new ArrayList<Pairs.Told>();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < 4; k++) {
        values[4 * i + k] = (float) Asked.u(from + i, k);
      }
      int there = .5 * Asked.u(from + i, 10) + .5 * values[4 * i] > .55 ? 1 : 0;
      int chance = Asked.u(from + i, 30) < .4 ? 1 : 0;
      int known = i % 10 == 9 ? Pairs.UNKNOWN : chance;
      told.add(new Pairs.Told("", name + i, List.of(there, known)));
    }
    var ids = IntStream.range(0, n).mapToObj(i -> new ImageId(name, i)).toList();
    var pictures = Images.of(values, 1, 1, 4, ids, name, Provenance.of("made", name));
    return Pairs.of(pictures, told, List.of("there", "chance"));
  }

  private static final Pairs PAIRS =
      Pairs.of(part("train", 0, 400), part("validation", 1000, 150), part("test", 2000, 300));

  @Test
  void should_find_the_optimum_of_the_penalised_likelihood() {
    var rows = new double[120][4];
    var labels = new int[120];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 4; k++) {
        rows[i][k] = Asked.u(i, k);
      }
      labels[i] = .5 * Asked.u(i, 10) + .5 * rows[i][0] > .55 ? 1 : 0;
    }
    double[] penalties = {1, .1, .01};
    // Logits of the first four rows and the AUC, from probe.py.
    double[][] logits = {
      {-.47864, -.11516, .37463, -.42276},
      {-1.38888, -.39769, 1.08670, -1.10676},
      {-1.95778, -.62407, 1.51125, -1.48069}
    };
    double[] aucs = {.8568930, .8603906, .8635966};
    for (int k = 0; k < penalties.length; k++) {
      var law = Softmax.penalised(rows, labels, 2, 200, 0).apply(penalties[k]);
      var said = Arrays.stream(rows).mapToDouble(r -> KnownCases.logit(law, r)).toArray();
      assertArrayEquals(logits[k], Arrays.copyOf(said, 4), .05, "penalty " + penalties[k]);
      assertEquals(aucs[k], Metrics.auc(said, labels).value(), .003);
    }
  }

  @Test
  void should_find_what_one_feature_tells_and_nothing_where_none_does() {
    var table = linearProbe(PIXELS, PAIRS).seeds(0, 1).auc();
    var test = PAIRS.test();
    var values = test.pictures().values();
    var pixel = IntStream.range(0, test.size()).mapToDouble(i -> values[4 * i]).toArray();
    var truth = Arrays.stream(test.labels("there")).mapToInt(l -> l[0]).toArray();
    double best = Metrics.auc(pixel, truth).value();
    var there = table.cell("100 % of labels", "AUC there");
    assertEquals(best, there.value(), .02, there.text());
    var chance = table.cell("100 % of labels", "AUC chance");
    assertTrue(chance.low() < .5 && chance.high() > .5, chance.text());
    assertTrue(chance.variant().endsWith("30 unknown"), chance.variant());
    assertEquals(
        (there.value() + chance.value()) / 2,
        table.cell("100 % of labels", "macro AUC").value(),
        1e-9);
  }

  @Test
  void should_give_a_row_for_each_fraction_and_the_spread_of_seeds_apart() {
    var table = linearProbe(PIXELS, PAIRS).classes("there").fractions(.02, 1).seeds(0, 1, 2).auc();
    var few = table.cell("2 % of labels", "AUC there");
    var all = table.cell("100 % of labels", "AUC there");
    assertTrue(few.spread() > all.spread(), few.text() + " and " + all.text());
    assertTrue(few.hasInterval() && all.hasInterval());
    var gap = table.versus("2 % of labels").cell("100 % of labels − 2 % of labels", "AUC there");
    assertEquals(all.value() - few.value(), gap.value(), 1e-9);
    assertTrue(table.text().contains("seeds 0, 1, 2"), table.text());
  }

  @Test
  void should_say_what_is_wrong_with_a_probe() {
    var probe = linearProbe(PIXELS, PAIRS);
    assertTrue(
        sentence(() -> probe.fractions(0, 1)).startsWith("a fraction of the training pictures"));
    assertEquals(
        "seeds() names no seed; seeds(0, 1, 2) takes three", sentence(() -> probe.seeds()));
    assertEquals(
        "seed 0 draws 1 of 400 training pictures, and 2 of them are needed so that there is"
            + " both there and absent; take a larger fraction, or fewer findings",
        sentence(() -> probe.classes("there").fractions(.002).seeds(0).auc()));
    var text = probe.classes("there").fractions(.01, .1, 1).text();
    assertTrue(text.startsWith("linearProbe("), text);
    assertTrue(text.endsWith(".classes(\"there\").fractions(0.01, 0.1, 1).seeds(0, 1, 2)"), text);
  }

  @Test
  void should_draw_both_classes_of_each_finding_and_say_so() {
    int plain = 0;
    var findings = List.of("there", "chance");
    var train = PAIRS.train();
    var labels = train.labels("there", "chance");
    for (long seed = 0; seed < 20; seed++) {
      var few = LabelledShare.of(train, findings, .01, seed);
      var more = LabelledShare.of(train, findings, .1, seed);
      assertEquals(4, few.places().length);
      assertEquals(40, more.places().length);
      var held = Arrays.stream(more.places()).boxed().toList();
      assertTrue(Arrays.stream(few.places()).allMatch(held::contains), "seed " + seed);
      for (int f = 0; f < 2; f++) {
        int finding = f;
        for (int label = 0; label < 2; label++) {
          int wanted = label;
          assertTrue(Arrays.stream(few.places()).anyMatch(i -> labels[i][finding] == wanted));
        }
      }
      assertEquals(0, more.early(), "the beginning of 40 shows all");
      plain += few.early() == 0 ? 1 : 0;
    }
    assertTrue(plain > 0 && plain < 20, plain + " draws of four were plain");
    long odd =
        LongStream.range(0, 20)
            .filter(s -> LabelledShare.of(train, findings, .01, s).early() > 0)
            .findFirst()
            .orElseThrow();
    int early = LabelledShare.of(train, findings, .01, odd).early();
    var said = linearProbe(PIXELS, PAIRS).fractions(.01).seeds(odd).auc().text();
    assertTrue(said.contains(early + " of 4 at 1 % of labels"), said);
  }

  @Test
  void should_put_an_interval_over_patients_and_seeds_on_the_difference_of_two_encoders() {
    Encoder blind = (x, s) -> x.reshape(new Shape(x.getShape().get(0), 4)).get(":, 1:");
    var good = linearProbe(PIXELS, PAIRS).classes("there").fractions(.05, 1).named("pixels");
    var bad = linearProbe(blind, PAIRS).classes("there").fractions(.05, 1).named("blind");
    var table = good.versus(bad);
    var all = table.cell("100 % of labels", "AUC there");
    double ours = good.auc().cell("pixels, 100 % of labels", "AUC there").value();
    double theirs = bad.auc().cell("blind, 100 % of labels", "AUC there").value();
    assertEquals(ours - theirs, all.value(), 1e-9);
    assertTrue(all.low() > .1 && all.high() < .6, all.text());
    // With the same classifiers and nothing but patients redrawn, few labels look surer.
    var held =
        compare(good.auc().row("pixels, 5 % of labels"), bad.auc().row("blind, 5 % of labels"));
    var few = table.cell("5 % of labels", "AUC there");
    assertEquals(held.value(), few.value(), 1e-9);
    assertTrue(few.high() - few.low() > held.high() - held.low(), few.text() + held.text());
    assertTrue(table.text().contains("over patients and seeds"), table.text());
    assertTrue(table.text().contains("from blind"), table.text());
    var none = good.versus(good).cell("100 % of labels", "AUC there");
    assertEquals(0, none.value());
    assertTrue(Double.isNaN(none.low()), none.text());
    var reason = sentence(() -> good.versus(bad.seeds(7)));
    assertTrue(reason.startsWith("two probes differ in their encoders alone"), reason);
  }

  @Test
  void should_show_how_far_it_is_and_stop_when_asked() throws Exception {
    var notes = new ArrayList<String>();
    var probe = linearProbe(PIXELS, PAIRS).fractions(.1).seeds(0);
    try (var ignored = Progress.listen(p -> notes.add(p.task() + " " + p.note()))) {
      probe.auc();
    }
    assertTrue(notes.contains("linear probe 10 % of labels, seed 0: chance"), notes.toString());
    try (var ignored = Progress.listen(p -> Cancel.request())) {
      assertThrows(Interrupted.class, () -> probe.fractions(.2).auc());
    } finally {
      Cancel.clear();
    }
  }
}
