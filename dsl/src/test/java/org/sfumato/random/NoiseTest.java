package org.sfumato.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.ImageId;

class NoiseTest {
  private static final int N = 1 << 20;
  private static final ImageId THREE = new ImageId("draw", 3);

  @Test
  void should_have_the_moments_of_a_standard_normal() {
    var z = normal(7, "start", THREE, 0, N);
    double[] moments = new double[5];
    for (float v : z) {
      double p = 1;
      for (int k = 1; k <= 4; k++) {
        p *= v;
        moments[k] += p / N;
      }
    }
    // The k-th sample moment has variance (E z^2k − (E z^k)²)/N; five standard errors.
    assertEquals(0, moments[1], 5 * Math.sqrt(1.0 / N));
    assertEquals(1, moments[2], 5 * Math.sqrt(2.0 / N));
    assertEquals(0, moments[3], 5 * Math.sqrt(15.0 / N));
    assertEquals(3, moments[4], 5 * Math.sqrt(96.0 / N));
  }

  @Test
  void should_follow_the_normal_distribution_function() {
    var z = normal(8, "step", THREE, 5, N);
    Arrays.sort(z);
    var law = new org.apache.commons.math3.distribution.NormalDistribution();
    double worst = 0;
    for (int k = 0; k < N; k++) {
      worst = Math.max(worst, Math.abs(law.cumulativeProbability(z[k]) - (k + .5) / N));
    }
    // Kolmogorov and Smirnov: exceeded once in a million.
    assertTrue(worst < 2.7 / Math.sqrt(N), "distance " + worst);
  }

  @Test
  void should_have_neighbours_that_know_nothing_of_one_another() {
    var z = normal(9, "step", THREE, 0, N);
    for (int lag : new int[] {1, 2, 3, 4, 64}) {
      double sum = 0;
      for (int k = 0; k + lag < N; k++) {
        sum += (double) z[k] * z[k + lag];
      }
      assertEquals(0, sum / N, 5 / Math.sqrt(N), "lag " + lag);
    }
  }

  @Test
  void should_be_even_from_0_to_below_1() {
    var u = new float[N];
    new Noise(1).uniform("corruption", THREE, 0, u, 0, N);
    var counts = new int[64];
    double sum = 0;
    for (float v : u) {
      assertTrue(v >= 0 && v < 1, "outside: " + v);
      counts[(int) (v * 64)]++;
      sum += v;
    }
    assertEquals(.5, sum / N, 5 * Math.sqrt(1 / 12.0 / N));
    double chi = 0;
    for (int c : counts) {
      chi += (c - N / 64.0) * (c - N / 64.0) / (N / 64.0);
    }
    // χ² with 63 degrees of freedom: mean 63, sd 11.2.
    assertTrue(chi < 63 + 5 * 11.3, "χ² " + chi);
  }

  @Test
  void should_give_single_numbers_that_fill_the_range() {
    var values =
        IntStream.range(0, 100_000)
            .mapToDouble(k -> new Noise(5).uniform("batch", new ImageId("a", k), 0))
            .toArray();
    assertTrue(Arrays.stream(values).allMatch(v -> v >= 0 && v < 1));
    assertEquals(
        .5, Arrays.stream(values).average().orElseThrow(), 5 * Math.sqrt(1 / 12.0 / values.length));
    assertEquals(
        1 / 12.0,
        Arrays.stream(values).map(v -> (v - .5) * (v - .5)).average().orElseThrow(),
        .002);
    assertEquals(values.length, Arrays.stream(values).distinct().count());
  }

  @Test
  void should_not_depend_on_length_place_order_or_thread() {
    var all = normal(7, "start", THREE, 2, 101);
    assertArrayEquals(Arrays.copyOf(all, 37), normal(7, "start", THREE, 2, 37));
    var padded = new float[200];
    new Noise(7).normal("start", THREE, 2, padded, 50, 101);
    assertArrayEquals(all, Arrays.copyOfRange(padded, 50, 151));
    assertEquals(0, padded[49]);
    assertEquals(0, padded[151]);
    var several =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(k -> normal(7, "start", new ImageId("draw", 63 - k), 2, 101))
            .toList();
    assertArrayEquals(all, several.get(60));
  }

  @Test
  void should_differ_by_seed_stream_image_origin_and_step() {
    var seen = new HashSet<String>();
    int made = 0;
    for (long seed : new long[] {0, 1, 2, -1, 1L << 40}) {
      for (var stream :
          new String[] {
            "corruption", "start", "step", "further", "weights", "batch", "bootstrap", ""
          }) {
        for (var id :
            new ImageId[] {
              THREE,
              new ImageId("draw", 4),
              new ImageId("brainweb/pd", 3),
              new ImageId("draw", 3L << 33)
            }) {
          for (int step : new int[] {0, 1, 1000}) {
            seen.add(Arrays.toString(normal(seed, stream, id, step, 4)));
            made++;
          }
        }
      }
    }
    assertEquals(made, seen.size());
  }

  @Test
  void should_keep_its_numbers_from_version_to_version() {
    // Computed apart, in Python, from the description: a change would change every seed of every
    // notebook.
    var expected = new float[] {-0.5769912f, 0.5598616f, -1.80121541f, -0.294329762f};
    assertArrayEquals(expected, normal(7, "start", THREE, 0, 4));
  }

  private static float[] normal(long seed, String stream, ImageId id, int step, int n) {
    var z = new float[n];
    new Noise(seed).normal(stream, id, step, z, 0, n);
    return z;
  }
}
