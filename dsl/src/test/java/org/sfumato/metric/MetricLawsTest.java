package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.SetMetric;
import org.sfumato.Step;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.laws.Members;

/**
 * What every metric must obey; metrics are found by the factories of {@link Metrics}, so that a new
 * one comes here by itself.
 */
class MetricLawsTest {
  private static final int N = 11;
  private static final int SIDE = 32;
  private static final Images REFERENCE = Bench.pictures(N, 3, SIDE, SIDE, 1);
  private static final Images X = Bench.pictures(N, 3, SIDE, SIDE, 2);

  /**
   * Means over a grid of 2×2 and the contrast of the whole: 5 numbers; and the image as its map.
   */
  private static final Encoder COARSE =
      new Encoder() {
        @Override
        public NDArray of(NDArray x, Step s) {
          long n = x.getShape().get(0);
          var cells =
              x.reshape(n, 3, 2, SIDE / 2, 2, SIDE / 2)
                  .sum(new int[] {1, 3, 5})
                  .div(3 * SIDE * SIDE / 4)
                  .reshape(n, 4);
          var contrast = x.square().sum(new int[] {1, 2, 3}).div(3 * SIDE * SIDE).reshape(n, 1);
          return cells.concat(contrast, 1);
        }

        @Override
        public NDList maps(NDArray x) {
          return new NDList(x);
        }
      };

  private static List<Metric> all() {
    return new Members()
            .given(Images.class, REFERENCE)
            .given(Encoder.class, COARSE)
            .given(String.class, "mine")
            .given(Metric.class, (x, s) -> x.sub(s.at(REFERENCE)).abs().sum(new int[] {1, 2, 3}))
            .given(int.class, 3)
            .given(long.class, 5L)
            .given(double.class, .5)
            .availableOf(Metrics.class, Metric.class)
            .stream()
            // One is about how images were made, the other about weights that are not shipped;
            // both have tests of their own.
            .filter(m -> !(m instanceof Effort || m instanceof Lpips))
            .map(MetricLawsTest::complete)
            .toList();
  }

  /** With a reference, where it takes one and was given none. */
  private static Metric complete(Metric m) {
    try {
      return m.comparedWith().isPresent() ? m : m.against(REFERENCE);
    } catch (UnsupportedOperationException none) {
      return m;
    }
  }

  static List<Metric> perImage() {
    return all().stream().filter(m -> !(m instanceof SetMetric)).toList();
  }

  static List<SetMetric> ofSets() {
    return all().stream().filter(m -> m instanceof SetMetric).map(SetMetric.class::cast).toList();
  }

  static List<Metric> smooth() {
    return perImage().stream().filter(Metric::differentiable).toList();
  }

  private static double[] values(Images x, Metric m) {
    return Chunks.perImage(x, 0, m::of);
  }

  @ParameterizedTest
  @MethodSource("perImage")
  void should_give_one_finite_number_per_image(Metric m) {
    assertTrue(Arrays.stream(values(X, m)).allMatch(Double::isFinite), m.text());
    assertEquals(N, values(X, m).length);
  }

  @ParameterizedTest
  @MethodSource("perImage")
  void should_give_an_image_the_same_bits_in_any_company(Metric m) {
    var all = values(X, m);
    assertEquals(all[9], values(X.get(9), m)[0], m.text());
    assertEquals(all[6], values(X.range(5, 10), m)[1], m.text());
  }

  @ParameterizedTest
  @MethodSource("perImage")
  void should_leave_no_native_array_behind(Metric m) {
    values(X, m);
    int before = Torch.liveArrays();
    values(X, m);
    assertEquals(before, Torch.liveArrays(), m.text());
  }

  @ParameterizedTest
  @MethodSource("ofSets")
  void should_leave_no_native_array_of_sets_behind(SetMetric m) {
    m.ofAll(X);
    int before = Torch.liveArrays();
    // Another value of the same images, of which no features are known.
    m.ofAll(X.first(N));
    assertEquals(before, Torch.liveArrays(), m.text());
  }

  @ParameterizedTest
  @MethodSource("ofSets")
  void should_give_a_set_the_same_finite_number_again(SetMetric m) {
    double value = m.ofAll(X);
    assertTrue(Double.isFinite(value), m.text());
    assertEquals(value, m.ofAll(X.first(N)), m.text());
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_say_what_it_is(Metric m) {
    assertFalse(m.name().isBlank());
    assertTrue(m.text().startsWith(m.name()), m.text());
    assertFalse(m.variant().isBlank() && !(m instanceof Given), m.name());
    assertEquals("mine", m.named("mine").name());
    assertEquals(m.variant(), m.named("mine").variant());
    assertEquals(m.higherIsBetter(), m.named("mine").higherIsBetter());
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void should_have_the_gradient_that_finite_differences_show(Metric m) {
    var random = new Random(8);
    var direction = new float[3 * SIDE * SIDE];
    for (int k = 0; k < direction.length; k++) {
      direction[k] = random.nextFloat() - .5f;
    }
    double h = 1e-3;
    double slope = (at(direction, h, m) - at(direction, -h, m)) / (2 * h);
    double[] found = new double[1];
    Chunks.perImage(
        X.first(1),
        0,
        (batch, s) ->
            Grad.on(
                () -> {
                  var leaf = Grad.leaf(batch);
                  var value = m.of(leaf, s);
                  var g = Grad.of(value, leaf).get(0).toFloatArray();
                  for (int k = 0; k < g.length; k++) {
                    found[0] += (double) g[k] * direction[k];
                  }
                  return value.stopGradient();
                }));
    assertTrue(found[0] != 0, m.text() + " has no gradient");
    assertEquals(slope, found[0], 1e-5 + 2e-2 * Math.abs(slope), m.text());
  }

  private static double at(float[] direction, double h, Metric m) {
    return Chunks.perImage(
        X.first(1),
        0,
        (batch, s) -> {
          NDArray d =
              batch
                  .getManager()
                  .create(direction, new ai.djl.ndarray.types.Shape(1, 3, SIDE, SIDE));
          return m.of(batch.add(d.mul(h)), s);
        })[0];
  }
}
