package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.linearProbe;
import static org.sfumato.judge.Toy.sentence;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Encoder;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Pairs;
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
      var law = Softmax.penalised(rows, labels, 2, penalties[k], 200, 0);
      var said = Arrays.stream(rows).mapToDouble(r -> LinearProbe.logit(law, r)).toArray();
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
  void should_compare_two_encoders_on_the_same_shares() {
    Encoder blind = (x, s) -> x.reshape(new Shape(x.getShape().get(0), 4)).get(":, 1:");
    var few = linearProbe(PIXELS, PAIRS).named("all").fractions(.05).auc();
    var table = few.and(linearProbe(blind, PAIRS).named("blind").fractions(.05).auc());
    var gap = table.versus("blind, 5 % of labels");
    var there = gap.cell("all, 5 % of labels − blind, 5 % of labels", "AUC there");
    assertTrue(there.low() > 0, there.text());
    var chance = gap.cell("all, 5 % of labels − blind, 5 % of labels", "AUC chance");
    assertTrue(chance.low() < 0 && chance.high() > 0, chance.text());
  }

  @Test
  void should_say_what_is_wrong_with_a_probe() {
    var probe = linearProbe(PIXELS, PAIRS);
    assertTrue(
        sentence(() -> probe.fractions(0, 1)).startsWith("a fraction of the training pictures"));
    assertEquals(
        "seeds() names no seed; seeds(0, 1, 2) takes three", sentence(() -> probe.seeds()));
    assertEquals(
        "1000 draws of 1 of 400 pairs all lack a finding, or have it in every picture; take a larger"
            + " fraction, or leave rare findings out",
        sentence(() -> probe.classes("there").fractions(.002).seeds(0).auc()));
    var text = probe.classes("there").fractions(.01, .1, 1).text();
    assertTrue(text.startsWith("linearProbe("), text);
    assertTrue(text.endsWith(".classes(\"there\").fractions(0.01, 0.1, 1).seeds(0, 1, 2)"), text);
  }
}
