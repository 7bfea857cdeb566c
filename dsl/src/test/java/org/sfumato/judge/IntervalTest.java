package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.judge.Inference.Way;

/** Intervals of skewed scores, p values and Holm, against scipy. */
class IntervalTest {
  private static Units singles(int n) {
    return new Units(IntStream.range(0, n).boxed().toList(), n, false);
  }

  private static Estimate of(double[] x, Way way) {
    return Estimate.of(x, singles(x.length), new Inference(.95, way, false));
  }

  private static int[] ones(int n) {
    return IntStream.range(0, n).map(i -> 1).toArray();
  }

  @Test
  void should_give_scipys_bca_interval_for_the_same_resamples() {
    var x = Reference.doubles("x");
    var resampled = new double[1999];
    long state = 12345;
    for (int b = 0; b < resampled.length; b++) {
      for (int k = 0; k < x.length; k++) {
        state = (1103515245 * state + 12345) % (1L << 31);
        resampled[b] += x[(int) ((state >> 8) % x.length)] / x.length;
      }
    }
    var ends = Bca.ends(x, ones(x.length), .95, resampled);
    assertArrayEquals(Reference.doubles("bca"), ends, 1e-9);
  }

  @Test
  void should_come_near_scipys_bca_interval_with_its_own_resamples() {
    var e = of(Reference.doubles("x"), Way.BCA);
    var many = Reference.doubles("bca_100000");
    // Six standard errors of a 2.5 % quantile of 4,000 resamples.
    double error = 6 * .042 * .22;
    assertEquals(many[0], e.low(), error);
    assertEquals(many[1], e.high(), error);
    assertEquals(e, of(Reference.doubles("x"), Way.BCA), "the resamples are keyed");
  }

  @Test
  void should_take_the_further_of_both_where_scores_are_skewed_and_t_elsewhere() {
    var x = Reference.doubles("x");
    var t = of(x, Way.STUDENT);
    assertArrayEquals(Reference.doubles("t"), new double[] {t.low(), t.high()}, 1e-9);
    var bca = of(x, Way.BCA);
    var ruled = of(x, Way.RULE);
    assertEquals(Estimate.Kind.FURTHER, ruled.kind());
    assertEquals(t.low(), ruled.low());
    assertEquals(bca.high(), ruled.high());
    assertTrue(t.high() < bca.high() && t.low() < bca.low(), "these scores lean to the right");
    var even = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
    assertEquals(of(even, Way.STUDENT), of(even, Way.RULE));
    var few = java.util.Arrays.copyOf(x, 19);
    assertEquals(of(few, Way.STUDENT), of(few, Way.RULE));
  }

  @Test
  void should_resample_blocks_whole() {
    var random = new Random(4);
    var values = new double[240];
    for (int b = 0; b < 30; b++) {
      double shared = Math.exp(random.nextGaussian());
      for (int i = 0; i < 8; i++) {
        values[8 * b + i] = shared;
      }
    }
    var blocks = new Units(IntStream.range(0, 240).mapToObj(i -> i / 8).toList(), 30, true);
    var means = IntStream.range(0, 30).mapToDouble(b -> values[8 * b]).toArray();
    var byBlock = Estimate.of(values, blocks, new Inference(.95, Way.BCA, false));
    var byMean = of(means, Way.BCA);
    assertEquals(byMean.low(), byBlock.low(), 1e-9);
    assertEquals(byMean.high(), byBlock.high(), 1e-9);
  }

  @Test
  void should_survive_scores_that_are_all_alike() {
    var same = of(new double[] {2, 2, 2, 2}, Way.BCA);
    assertEquals(2, same.low());
    assertEquals(2, same.high());
    assertEquals(0, same.p());
    assertEquals(1, of(new double[30], Way.RULE).p());
  }

  @Test
  void should_give_the_p_value_of_the_t_test() {
    var d = Reference.doubles("d");
    assertEquals(Reference.number("d_p"), of(d, Way.RULE).p(), 1e-9);
  }

  @Test
  void should_adjust_p_values_as_holm_does_by_hand() {
    var p = Reference.doubles("p");
    assertArrayEquals(Reference.doubles("holm"), Holm.adjusted(p), 1e-12);
    assertArrayEquals(
        new double[] {.02, Double.NaN, 1}, Holm.adjusted(new double[] {.01, Double.NaN, 1}), 1e-12);
  }

  /** How often the 95 % interval by the rule holds the mean of the law that made the scores. */
  private static double coverage(
      int n, double mean, ToDoubleFunction<Random> law, int simulations, long seed) {
    var random = new Random(seed);
    var units = singles(n);
    int covered = 0;
    for (int k = 0; k < simulations; k++) {
      var x = IntStream.range(0, n).mapToDouble(i -> law.applyAsDouble(random)).toArray();
      var e = Estimate.of(x, units, Inference.USUAL);
      covered += e.low() <= mean && mean <= e.high() ? 1 : 0;
    }
    return (double) covered / simulations;
  }

  private static void between93And97(double coverage) {
    assertTrue(coverage >= .93 && coverage <= .97, "covers " + coverage);
  }

  @Test
  @Tag("slow")
  void should_cover_the_mean_of_normal_scores_in_93_to_97_of_100_cases() {
    between93And97(coverage(30, 0, Random::nextGaussian, 4000, 1));
    between93And97(coverage(100, 0, Random::nextGaussian, 2000, 2));
  }

  @Test
  @Tag("slow")
  void should_cover_the_mean_of_skewed_scores_in_93_to_97_of_100_cases() {
    between93And97(coverage(100, Math.exp(.5), r -> Math.exp(r.nextGaussian()), 3000, 3));
    between93And97(coverage(200, Math.exp(.5), r -> Math.exp(r.nextGaussian()), 2000, 4));
    between93And97(coverage(100, 1, r -> -Math.log(1 - r.nextDouble()), 3000, 5));
    between93And97(coverage(100, Math.exp(.125), r -> Math.exp(.5 * r.nextGaussian()), 2000, 6));
    between93And97(coverage(100, 1, r -> Math.pow(r.nextGaussian(), 2), 2000, 7));
  }
}
