package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.loss.Losses.cpa;
import static org.sfumato.loss.Losses.cta;
import static org.sfumato.loss.Losses.gloria;
import static org.sfumato.loss.Losses.ita;
import static org.sfumato.train.Trainings.train;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Chart;
import org.sfumato.Interrupted;
import org.sfumato.Pairs;
import org.sfumato.network.Aligned;
import org.sfumato.network.Networks;

/** What a training of two towers follows, holds out, and refuses for want of memory. */
class AlignedCurveTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  private static Training<Aligned> small(int steps) {
    return train(AlignedTrainingTest.NET).on(Spots.pairs(48, 0)).batch(16).steps(steps);
  }

  private static List<String> lines(Fit<Aligned> fit) {
    return fit.curve().series().stream().map(Chart.Series::name).toList();
  }

  @Test
  void should_follow_each_summand_by_its_name_and_without_its_weight() {
    var fit = small(4).minimise(ita().times(2).plus(cta().times(.5)).plus(ita())).fit();
    var terms = fit.terms();
    assertEquals(Set.of("ita()", "cta()", "ita() (2)"), terms.keySet());
    for (int k = 0; k < 4; k++) {
      double sum = 3 * terms.get("ita()").get(k) + .5 * terms.get("cta()").get(k);
      assertEquals(terms.get("ita()").get(k), terms.get("ita() (2)").get(k), 1e-6);
      assertEquals(fit.losses().get(k), sum, 1e-4 * sum);
    }
    assertEquals(List.of("sum", "cta()", "ita()", "ita() (2)"), lines(fit));
    var alone = small(2).fit();
    assertEquals(Map.of(), alone.terms());
    assertEquals(List.of("ita()"), lines(alone));
  }

  @Test
  void should_go_on_with_the_curves_where_it_was_stopped() throws Exception {
    var t = small(9).minimise(ita().plus(cpa(4)));
    var state = folder.resolve("state").toString();
    assertThrows(Interrupted.class, () -> Stopped.after(5, t.checkpoint(state)));
    assertEquals(t.fit().terms(), t.checkpoint(state).resume().fit().terms());
  }

  /** Reports of one head are alike: to know one is to know the others. */
  @Test
  void should_hold_out_patients_with_all_their_pairs() {
    var one = Spots.pairs(120, 0);
    var told =
        IntStream.range(0, 120)
            .mapToObj(i -> new Pairs.Told(one.told(i).report(), "p" + i % 40, one.told(i).labels()))
            .toList();
    var pairs = Pairs.of(one.pictures(), told, one.findings());
    var held = HeldOut.of(new OfPairs(pairs), 0);
    assertEquals(6, held.size(), "two patients of three pairs");
    var learnt = new HashSet<String>();
    for (int row : held.rest()) {
      learnt.add(pairs.told(row).patient());
    }
    assertEquals(38, learnt.size());
  }

  @Test
  void should_refuse_a_batch_that_does_not_fit() {
    var net = Networks.twoTower(Networks.vit(64, 8), Networks.textTransformer(256));
    var three = ita().plus(cta()).plus(cpa(64));
    var usual = new Footprint(net, three, 64, 112);
    assertTrue(usual.bytes() < 4 * GIB, "64 pairs of 64×64 pixels need " + usual.bytes());
    usual.check(4 * GIB);
    usual.check(0);
    assertTrue(new Footprint(net, three, 128, 112).bytes() > 1.9 * usual.bytes());
    assertTrue(new Footprint(net, gloria(), 64, 112).bytes() > 2 * usual.bytes(), "all by all");
    var large = new Footprint(net, ita(), 100_000, 112);
    var e = assertThrows(IllegalArgumentException.class, () -> large.check(4 * GIB));
    assertTrue(
        e.getMessage()
            .matches(
                "a step with batch\\(100000\\) needs about \\d+(\\.\\d)? GiB of memory, and there are 4; use batch\\(512\\)"),
        e.getMessage());
    var none =
        assertThrows(
            IllegalArgumentException.class, () -> new Footprint(net, ita(), 2, 112).check(1000));
    assertTrue(none.getMessage().endsWith("; use a smaller network, or larger patches"));
    var resnet = Networks.twoTower(Networks.resnet(64), Networks.textTransformer(256));
    assertTrue(new Footprint(resnet, ita(), 64, 112).bytes() > 64 * 64 * 64 * 4L);
  }

  @Test
  void should_refuse_reports_that_say_nothing() {
    var one = Spots.pairs(4, 0);
    var told = new java.util.ArrayList<>(List.of(one.told(0), one.told(1), one.told(2)));
    told.add(new Pairs.Told(" \n", "p", one.told(3).labels()));
    var silent = Pairs.of(one.pictures(), told, one.findings());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> train(AlignedTrainingTest.NET).on(silent).batch(2).fit());
    assertEquals(
        "the report of picture 3 of %s is empty: there is nothing to align it with; leave such pairs out"
            .formatted(silent.expression()),
        e.getMessage());
  }
}
