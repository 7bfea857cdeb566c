package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.metric.Metrics.frechet;
import static org.sfumato.metric.Metrics.frechetDistance;
import static org.sfumato.metric.Metrics.kernel;
import static org.sfumato.metric.Metrics.kernelDistance;
import static org.sfumato.metric.Metrics.memorisation;
import static org.sfumato.metric.Metrics.precision;
import static org.sfumato.metric.Metrics.recall;
import static org.sfumato.metric.PixelEncoder.expected;
import static org.sfumato.metric.PixelEncoder.features;
import static org.sfumato.metric.PixelEncoder.images;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Torch;

class SetMetricsTest {
  private static final double EXACT = 1e-6;

  /** Images are single precision. */
  private static final double SINGLE = 1e-5;

  private static final double[][] A = features(300, 24, 0);
  private static final double[][] B = features(280, 24, 1);
  private static final PixelEncoder PIXELS = new PixelEncoder();

  @Test
  void should_agree_with_scipy_on_the_frechet_distance() {
    assertEquals(expected("frechet"), frechetDistance(A, B), EXACT);
    assertEquals(expected("frechet"), frechetDistance(B, A), EXACT);
    assertEquals(
        expected("frechet wide"),
        frechetDistance(features(700, 160, 0), features(900, 160, 1)),
        EXACT);
  }

  @Test
  void should_give_the_golden_frechet_distance() {
    var from = FrechetDistance.from(new double[] {0, 1}, new double[] {2, .5, .5, 1});
    assertEquals(5.929311855, from.to(new double[] {1, -1}, new double[] {1, -.3, -.3, 3}), 1e-9);
  }

  @Test
  void should_find_no_frechet_distance_of_a_set_to_itself() {
    assertEquals(0, frechetDistance(A, A), 1e-9);
  }

  /**
   * Two lines in space: the covariances have rank one, and the optimal map turns one onto the
   * other.
   */
  @Test
  void should_take_the_root_of_singular_covariances() {
    double[][] x = {{-1, 0, 0}, {1, 0, 0}};
    double[][] y = {{0, -2, 0}, {0, 2, 0}};
    assertEquals(2 + 8, frechetDistance(x, y), 1e-9);
    double[][] longer = {{-3, 0, 0}, {3, 0, 0}};
    assertEquals(Math.pow(Math.sqrt(18) - Math.sqrt(2), 2), frechetDistance(x, longer), 1e-9);
  }

  @Test
  void should_measure_sets_of_images_as_their_features() {
    var metric = frechet(PIXELS).against(images(B));
    assertEquals(expected("frechet"), metric.ofAll(images(A)), SINGLE);
    assertEquals(
        expected("kernel"), kernel(PIXELS).against(images(B)).size(280).ofAll(images(A)), .02);
  }

  @Test
  void should_agree_with_scikit_learn_on_the_kernel_distance() {
    assertEquals(expected("kernel"), kernelDistance(A, B), EXACT);
    assertEquals(
        expected("kernel of few"), kernelDistance(features(10, 24, 0), features(12, 24, 1)), EXACT);
    var wide = features(700, 160, 0);
    var twice = new double[1400][];
    for (int i = 0; i < 1400; i++) {
      double off = i < 700 ? 0 : .01;
      twice[i] = DoubleStream.of(wide[i % 700]).map(v -> v + off).toArray();
    }
    assertEquals(expected("kernel wide"), kernelDistance(twice, features(900, 160, 1)), EXACT);
  }

  @Test
  void should_draw_the_subsets_of_a_kernel_distance_by_the_seed() {
    var metric = kernel(PIXELS).against(images(B)).subsets(20).size(100);
    double value = metric.ofAll(images(A));
    assertEquals(value, metric.ofAll(images(A)));
    assertNotEquals(value, metric.seed(1).ofAll(images(A)));
    assertEquals(expected("kernel"), value, .02);
  }

  @Test
  void should_take_both_sets_whole_once_where_they_are_as_small_as_a_subset() {
    var few = Arrays.copyOf(A, 280);
    assertEquals(
        kernelDistance(few, B), kernel(PIXELS).against(images(B)).ofAll(images(few)), SINGLE);
  }

  @Test
  void should_agree_with_scipy_on_precision_and_recall() {
    assertEquals(expected("precision of b"), precision(PIXELS).against(images(A)).ofAll(images(B)));
    assertEquals(expected("recall of b"), recall(PIXELS).against(images(A)).ofAll(images(B)));
    assertEquals(1, precision(PIXELS).against(images(A)).ofAll(images(A)));
  }

  @Test
  void should_find_neighbours_across_blocks() {
    var random = new Random(3);
    var values = new float[2600];
    for (int k = 0; k < values.length; k++) {
      values[k] = random.nextFloat();
    }
    var points = new FeatureRows(values, 2600, 1);
    var sorted = values.clone();
    Arrays.sort(sorted);
    double inside = 0;
    int trials = 700;
    var asked = new float[trials];
    for (int t = 0; t < trials; t++) {
      asked[t] = random.nextFloat() * 1.4f - .2f;
      boolean in = false;
      for (int i = 0; i < sorted.length && !in; i++) {
        double off = Math.abs((double) sorted[i] - asked[t]);
        in = off <= radius(sorted, i);
      }
      inside += in ? 1 : 0;
    }
    double share = Neighbours.of(points, 2).share(new FeatureRows(asked, trials, 1));
    assertEquals(inside / trials, share);
    assertTrue(share > .5 && share < .9);
  }

  private static double radius(float[] sorted, int i) {
    return IntStream.range(Math.max(0, i - 2), Math.min(sorted.length, i + 3))
        .mapToDouble(j -> Math.abs((double) sorted[j] - sorted[i]))
        .sorted()
        .toArray()[2];
  }

  @Test
  void should_give_the_golden_inception_score() {
    double[][] rows = {{.7, .2, .1}, {.1, .8, .1}, {.25, .25, .5}, {.6, .3, .1}};
    assertEquals(1.233555, InceptionScore.of(rows), EXACT);
  }

  @Test
  void should_average_the_inception_score_over_splits() {
    var x = images(A).first(295);
    var score = new InceptionScore("score", PIXELS, 10);
    assertEquals(expected("score"), score.ofAll(x), SINGLE);
    assertEquals(expected("score in one"), score.splits(1).ofAll(x), SINGLE);
    assertEquals(10, score.each(x).length);
  }

  @Test
  void should_find_the_nearest_training_image() {
    var few = images(features(10, 24, 0));
    var metric = memorisation(images(B), PIXELS);
    var cosines = Chunks.perImage(few, 0, metric::of);
    var wanted = new double[10];
    for (int i = 0; i < 10; i++) {
      wanted[i] = expected().at("").get("cosines").get(i).doubleValue();
    }
    assertArrayEquals(wanted, cosines, EXACT);
    assertEquals(.5, metric.above(.98).ofAll(few));
    assertEquals(1, Chunks.perImage(images(B).get(7), 0, metric::of)[0], 1e-12);
  }

  @Test
  void should_have_the_statistics_of_the_whole_whatever_the_parts() {
    var whole = FeatureStatistics.of(A);
    var x = FeatureStatistics.of(Arrays.copyOfRange(A, 0, 1));
    var y = FeatureStatistics.of(Arrays.copyOfRange(A, 1, 130));
    var z = FeatureStatistics.of(Arrays.copyOfRange(A, 130, 300));
    for (var merged :
        new FeatureStatistics[] {
          x.and(y).and(z),
          x.and(y.and(z)),
          z.and(x).and(y),
          FeatureStatistics.none(24).and(x).and(FeatureStatistics.none(24)).and(y).and(z),
          y.and(Arrays.copyOfRange(A, 0, 1)).and(Arrays.copyOfRange(A, 130, 300))
        }) {
      assertEquals(300, merged.number());
      assertArrayEquals(whole.mean(), merged.mean(), 1e-12);
      assertArrayEquals(whole.covariance(), merged.covariance(), 1e-12);
    }
  }

  @Test
  void should_have_the_same_statistics_from_a_stream_of_images() {
    var many = features(1100, 5, 2);
    var whole = FeatureStatistics.of(many);
    var streamed = FeatureStatistics.of(PIXELS, images(many));
    assertEquals(1100, streamed.number());
    assertArrayEquals(whole.mean(), streamed.mean(), SINGLE);
    assertArrayEquals(whole.covariance(), streamed.covariance(), SINGLE);
  }

  @Test
  void should_read_the_features_of_a_set_once_for_all_measures() {
    var reads = new int[1];
    org.sfumato.Encoder counting =
        (x, s) -> {
          reads[0]++;
          return x.reshape(x.getShape().get(0), -1);
        };
    var reference = images(A);
    var metric = frechet(counting).against(reference);
    metric.ofAll(images(B));
    int first = reads[0];
    metric.ofAll(images(B));
    assertEquals((280 + Torch.chunk() - 1) / Torch.chunk(), reads[0] - first);
    var x = images(B);
    metric.ofAll(x);
    int read = reads[0];
    kernel(counting).against(reference).ofAll(x);
    recall(counting).against(reference).ofAll(x);
    assertEquals(read, reads[0]);
    assertSame(reference, metric.comparedWith().orElseThrow());
  }

  @Test
  void should_show_how_the_distance_falls_with_the_number_of_images() {
    var from = frechet(PIXELS).against(images(features(1000, 24, 0)));
    var fall = from.byNumber(images(features(900, 24, 0)), 60, 120, 240, 480, 900);
    for (int k = 1; k < 5; k++) {
      assertTrue(fall.values().get(k) < fall.values().get(k - 1), fall.text());
    }
    assertTrue(fall.slope() > 0);
    assertTrue(fall.limit() < fall.values().get(4));
    assertTrue(fall.text().contains("extrapolated to infinite n (linear in 1/n): "), fall.text());
    assertEquals(3, fall.chart().series().size());
    assertEquals(7, from.byNumber(images(features(900, 24, 0))).numbers().size());
  }

  /** Where the truth is known: normal numbers, whose distance is 0 and whose bias goes with 1/n. */
  @Test
  void should_extrapolate_to_the_distance_of_the_laws() {
    var random = new Random(1);
    var values = new float[4000 * 6];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) random.nextGaussian();
    }
    var identity = new double[36];
    for (int k = 0; k < 6; k++) {
      identity[k * 7] = 1;
    }
    var fall =
        ByNumber.of(
            "d",
            FrechetDistance.from(new double[6], identity),
            new FeatureRows(values, 4000, 6),
            100,
            200,
            400,
            800,
            1600);
    assertTrue(fall.values().get(0) > .1, fall.text());
    assertEquals(0, fall.limit(), .01, fall.text());
  }
}
