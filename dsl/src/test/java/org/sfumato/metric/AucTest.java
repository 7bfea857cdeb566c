package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.metric.Metrics.accuracy;
import static org.sfumato.metric.Metrics.auc;
import static org.sfumato.metric.Metrics.aucDifference;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Score;
import org.sfumato.judge.Reference;

/** AUC and accuracy with their intervals, against scikit-learn, numpy and scipy. */
class AucTest {
  private static final double[] A = Reference.doubles("a");
  private static final double[] B = Reference.doubles("b");
  private static final int[] LABELS = Reference.ints("labels");

  private static double[] threefold(Score s) {
    return new double[] {s.value(), s.low(), s.high()};
  }

  private static String sentence(Executable e) {
    return assertThrows(IllegalArgumentException.class, e).getMessage();
  }

  @Test
  void should_say_which_scores_and_labels_it_is_of() {
    double[] scores = {.1, .4, .35, .8};
    int[] labels = {0, 0, 1, 1};
    var one = Metrics.auc(scores, labels).provenance();
    assertEquals(one.hash(), Metrics.auc(scores.clone(), labels).provenance().hash());
    assertNotEquals(
        one.hash(), Metrics.auc(new double[] {.1, .4, .35, .9}, labels).provenance().hash());
    assertNotEquals(one.hash(), Metrics.auc(scores, new int[] {0, 1, 0, 1}).provenance().hash());
  }

  @Test
  void should_count_ties_half() {
    var s =
        auc(new double[] {.1, .4, .35, .8, .35, .9, .2, .4}, new int[] {0, 0, 1, 1, 0, 1, 0, 1});
    assertEquals(.875, s.value(), 1e-15);
    assertEquals(8, s.n());
    assertEquals("AUC", s.name());
  }

  @Test
  void should_equal_scikit_learn() {
    assertEquals(Reference.doubles("sklearn")[0], auc(A, LABELS).value(), 1e-12);
    assertEquals(Reference.doubles("sklearn")[1], auc(B, LABELS).value(), 1e-12);
  }

  @Test
  void should_give_delongs_interval() {
    assertArrayEquals(Reference.doubles("auc_a"), threefold(auc(A, LABELS)), 1e-9);
    assertArrayEquals(Reference.doubles("auc_b"), threefold(auc(B, LABELS)), 1e-9);
    assertTrue(auc(A, LABELS).variant().startsWith("ties count half; DeLong interval"));
  }

  @Test
  void should_give_delongs_paired_test_of_two_scores_of_the_same_cases() {
    var s = aucDifference(A, B, LABELS);
    var expected = Reference.doubles("paired");
    assertArrayEquals(new double[] {expected[0], expected[1], expected[2]}, threefold(s), 1e-9);
    assertEquals(expected[3], s.p(), 1e-9);
    assertEquals("ties count half; paired difference, DeLong", s.variant());
    var none = aucDifference(A, A, LABELS);
    assertEquals(0, none.value());
    assertEquals(1, none.p());
    assertFalse(none.excludesZero());
  }

  @Test
  void should_not_be_sure_of_a_perfect_auc() {
    for (int k = 0; k < Reference.size("newcombe"); k++) {
      var expected = Reference.doubles("newcombe", k);
      int m = (int) expected[1];
      int n = (int) expected[2];
      var labels = IntStream.range(0, m + n).map(i -> i < m ? 1 : 0).toArray();
      double[] scores =
          expected[0] == .875
              ? new double[] {.35, .8, .9, .4, .1, .4, .35, .2}
              : IntStream.range(0, m + n)
                  .mapToDouble(i -> expected[0] == 1 == i < m ? 1 + i : -i)
                  .toArray();
      assertArrayEquals(
          new double[] {expected[0], expected[3], expected[4]},
          threefold(auc(scores, labels)),
          1e-9);
    }
  }

  @Test
  void should_compare_two_perfect_or_tiny_scores_without_false_certainty() {
    int[] labels = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
    var perfect = IntStream.range(0, 12).mapToDouble(i -> -i).toArray();
    var both = aucDifference(perfect, perfect, labels);
    assertEquals(0, both.value());
    assertTrue(both.low() < -.1 && both.high() > .1, both.text());
    assertEquals(1, both.p());
    double[] poor = {3, 9, 1, 7, 5, 2, 8, 4, 6, 3, 2, 7};
    var one = aucDifference(perfect, poor, labels);
    assertTrue(one.value() > .3 && one.low() > 0 && one.high() <= 1, one.text());
    assertTrue(one.p() > 0 && one.p() < .05, one.text());
    assertEquals(
        "ties count half; paired difference, square-and-add of Newcombe's intervals",
        one.variant());
    var turned = aucDifference(poor, perfect, labels);
    assertEquals(-one.low(), turned.high(), 1e-9);
    assertEquals(one.p(), turned.p(), 1e-9);
  }

  @Test
  void should_cover_a_high_auc_of_few_cases() {
    // Normal scores 2.3 apart: AUC = Φ(2.3/√2) = 0.948.
    double truth =
        new org.apache.commons.math3.distribution.NormalDistribution()
            .cumulativeProbability(2.3 / Math.sqrt(2));
    var random = new Random(8);
    var labels = IntStream.range(0, 30).map(i -> i < 12 ? 1 : 0).toArray();
    int covered = 0;
    for (int k = 0; k < 3000; k++) {
      var scores = IntStream.of(labels).mapToDouble(l -> random.nextGaussian() + 2.3 * l).toArray();
      var s = auc(scores, labels);
      covered += s.low() <= truth && truth <= s.high() ? 1 : 0;
    }
    assertTrue(covered / 3000. > .93, "covers " + covered / 3000.);
  }

  @Test
  void should_rank_infinite_scores_and_both_zeros() {
    assertEquals(
        1,
        auc(
                new double[] {Double.POSITIVE_INFINITY, 0, Double.NEGATIVE_INFINITY},
                new int[] {1, 0, 0})
            .value());
    assertEquals(.5, auc(new double[] {0., -0.}, new int[] {1, 0}).value());
  }

  @Test
  void should_be_quick_with_many_cases() {
    var random = new Random(1);
    var scores = DoubleStream.generate(random::nextGaussian).limit(200_000).toArray();
    var labels = IntStream.range(0, 200_000).map(i -> i % 2).toArray();
    var s = auc(scores, labels);
    assertEquals(.5, s.value(), .01);
    // The standard error of an AUC of ½ is √((m + n + 1) / 12 m n).
    assertEquals(2 * 1.96 * Math.sqrt(200_001 / 12e10), s.high() - s.low(), 1e-5);
  }

  @Test
  void should_give_accuracy_with_wilsons_interval() {
    var s = accuracy(new int[] {0, 1, 2, 2}, new int[] {0, 1, 1, 2});
    assertEquals(.75, s.value());
    assertEquals(4, s.n());
    for (int k = 0; k < Reference.size("wilson"); k++) {
      var expected = Reference.doubles("wilson", k);
      var w = Wilson.of((int) expected[0], (int) expected[1], .95);
      assertEquals(expected[2], w.low(), 1e-9);
      assertEquals(expected[3], w.high(), 1e-9);
    }
  }

  @Test
  void should_say_what_is_wrong_with_scores_and_labels() {
    assertEquals(
        "AUC compares two classes, but all 3 labels are 1; score cases of both",
        sentence(() -> auc(new double[] {1, 2, 3}, new int[] {1, 1, 1})));
    assertEquals(
        "label 1 is 2, but AUC takes 0 for the one class and 1 for the other; for more classes take one against the rest",
        sentence(() -> auc(new double[] {1, 2, 3}, new int[] {1, 2, 0})));
    assertEquals(
        "score 2 is NaN and has no rank; leave that case out, or find out why it has no score",
        sentence(() -> auc(new double[] {1, 2, Double.NaN}, new int[] {1, 0, 0})));
    assertEquals(
        "there are 2 scores but 3 labels; give one label for each",
        sentence(() -> auc(new double[] {1, 2}, new int[] {1, 0, 0})));
    assertEquals(
        "there are no scores and no labels to judge",
        sentence(() -> auc(new double[0], new int[0])));
    assertEquals(
        "there are 1 predictions but 2 labels; give one label for each",
        sentence(() -> accuracy(new int[1], new int[2])));
  }
}
