package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sfumato.Cancel;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Measurements;
import org.sfumato.Metric;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.corruption.Corruptions;
import org.sfumato.engine.Torch;
import org.sfumato.judge.Judging;
import org.sfumato.laws.Bench;
import org.sfumato.metric.Metrics;
import org.sfumato.network.Dcgan;
import org.sfumato.network.Generator;
import org.sfumato.network.StyleGan;
import org.sfumato.network.Weights;

/** Looking for an image's style. */
class InversionTest {
  private static final Generator GENERATOR = fresh(8);

  /** A generator with random weights, which draws as many kinds of pictures as it can. */
  static Generator fresh(int size) {
    var net = StyleGan.of(size, 1).width(4).style(8);
    return new Generator(
        "fresh", net, Weights.initial(net.drawing(), 1), Provenance.of("recipe", "none"));
  }

  @AfterEach
  void nobody_is_stopped_after_this() {
    Cancel.clear();
    assertFalse(Thread.interrupted());
  }

  private static Inversion quick() {
    return Restorers.inversion(GENERATOR).by(Metrics.mse()).samples(64);
  }

  private static Measurements whole(Images x) {
    return Corruptions.identity().apply(x);
  }

  private static double mse(Images a, Images b) {
    return Judging.score(a, Metrics.mse().against(b)).value("MSE");
  }

  @Test
  void should_find_an_image_again_that_the_generator_drew() {
    var x = GENERATOR.draw(3, 5);
    double start = mse(quick().steps(1).restore(whole(x)), x);
    double early = mse(quick().steps(20).restore(whole(x)), x);
    double found = mse(quick().steps(300).restore(whole(x)), x);
    assertTrue(early < start, early + " after 20 steps, " + start + " after one");
    assertTrue(found < .05 * start, found + " after 300 steps, " + start + " after one");
  }

  @Test
  void should_give_what_the_generator_can_draw_whatever_it_is_shown() {
    var white = org.sfumato.Data.imagesOf(fill(64, 1), 1, 1, 8, 8);
    var made = quick().steps(30).restore(whole(white));
    assertEquals(white.ids(), made.ids());
    assertTrue(made.provenance().identity().get("distance").startsWith("MSE"));
    assertTrue(made.provenance().identity().containsKey("generator.weights"));
  }

  private static float[] fill(int n, float value) {
    var values = new float[n];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void should_draw_the_same_from_the_same_seed_and_others_from_another() {
    var y = whole(GENERATOR.draw(2, 5));
    var one = quick().steps(5).seed(3);
    assertArrayEquals(one.restore(y).values(), one.restore(y).values());
    assertFalse(Arrays.equals(one.restore(y).values(), one.seed(4).restore(y).values()));
  }

  /** An encoder that counts how often it is asked. */
  private record Counting(AtomicInteger asked) implements Encoder {
    @Override
    public NDArray of(NDArray x, Step s) {
      return x.flatten(1, -1);
    }

    @Override
    public NDList maps(NDArray x) {
      asked.incrementAndGet();
      return new NDList(x.concat(x.mul(3).sin(), 1), x.concat(x.square(), 1));
    }
  }

  /** A metric that looks at its reference each time. */
  private record Forgetful(Metric metric) implements Metric {
    @Override
    public NDArray of(NDArray x, Step s) {
      return metric.of(x, s);
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }

    @Override
    public Metric against(Images reference) {
      return new Forgetful(metric.against(reference));
    }
  }

  @Test
  void should_look_at_the_source_once_and_find_the_same() {
    var asked = new AtomicInteger();
    var distance = Metrics.perceptual(new Counting(asked));
    var y = whole(GENERATOR.draw(2, 5));
    var search = quick().steps(10);
    float[] found = search.by(distance).restore(y).values();
    assertEquals(1 + 10, asked.getAndSet(0));
    assertArrayEquals(found, search.by(distance.named("far")).restore(y).values());
    assertEquals(1 + 10, asked.getAndSet(0));
    assertArrayEquals(found, search.by(new Forgetful(distance)).restore(y).values());
    assertEquals(2 * 10, asked.get());
    int before = Torch.liveArrays();
    search.by(distance).restore(y);
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_follow_the_projectors_rates() {
    assertEquals(0, Projection.rate(0));
    assertEquals(.05, Projection.rate(.025), 1e-9);
    assertEquals(.1, Projection.rate(.05), 1e-9);
    assertEquals(.1, Projection.rate(.75), 1e-9);
    assertEquals(.05, Projection.rate(.875), 1e-9);
    assertEquals(0, Projection.rate(1), 1e-9);
  }

  /** Equation 5 of the paper's appendix D, written out. */
  @Test
  void should_know_how_far_noise_maps_are_from_white() {
    var net = StyleGan.of(16, 1).width(2).style(3);
    var random = new Random(2);
    var maps = new float[2 * net.noise()];
    for (int k = 0; k < maps.length; k++) {
      maps[k] = (float) random.nextGaussian();
    }
    var found =
        Bench.scoped(
            () ->
                Projection.correlation(net, Torch.manager().create(maps, new Shape(2, net.noise())))
                    .toFloatArray());
    for (int image = 0; image < 2; image++) {
      double sum = 0;
      int at = image * net.noise();
      for (int side : net.maps()) {
        var v = new double[side][side];
        for (int k = 0; k < side * side; k++) {
          v[k / side][k % side] = maps[at + k];
        }
        at += side * side;
        sum += written(v);
        for (int s = side; s > 8; s /= 2) {
          var half = new double[s / 2][s / 2];
          for (int i = 0; i < s; i++) {
            for (int j = 0; j < s; j++) {
              half[i / 2][j / 2] += v[i][j] / 4;
            }
          }
          v = half;
          sum += written(v);
        }
      }
      assertEquals(sum, found[image], 1e-5 * Math.max(1, sum));
    }
  }

  private static double written(double[][] v) {
    int n = v.length;
    double across = 0;
    double down = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        across += v[i][j] * v[i][(j + 1) % n] / (n * n);
        down += v[i][j] * v[(i + 1) % n][j] / (n * n);
      }
    }
    return across * across + down * down;
  }

  @Test
  void should_stop_when_asked_and_leave_no_array() {
    var y = whole(GENERATOR.draw(2, 5));
    quick().steps(2).restore(y);
    int before = Torch.liveArrays();
    Thread.currentThread().interrupt();
    var e = assertThrows(Interrupted.class, () -> quick().steps(50).restore(y));
    assertTrue(Thread.interrupted());
    assertEquals("the inversion stopped at step 0 of 50 of images 0 to 1", e.getMessage());
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_print_what_was_set() {
    assertEquals(
        "inversion(generator(\"fresh\")).by(MSE).steps(7).samples(64).seed(2)",
        quick().steps(7).seed(2).text());
    assertEquals("inversion(generator(\"fresh\"))", Restorers.inversion(GENERATOR).text());
    assertEquals("inversion", quick().name());
  }

  @Test
  void should_say_what_it_cannot_do() {
    var net = Dcgan.of(8, 1, 16);
    var other =
        new Generator(
            "dc", net, Weights.initial(net.drawing(), 1), Provenance.of("recipe", "none"));
    assertSentence(
        "inversion(generator) looks for a style, and dcgan(8, 1).latent(64).width(16) has none; train one with styleGan(size)",
        () -> Restorers.inversion(other));
    assertSentence("an inversion takes at least one step, not 0", () -> quick().steps(0));
    assertSentence(
        "a mean and a deviation need at least two samples, not 1", () -> quick().samples(1));
    assertSentence(
        "an inversion makes a distance small, and PSNR is larger for what is alike; use mse() or perceptual(encoder)",
        () -> quick().by(Metrics.psnr()));
    assertSentence(
        "generator(\"fresh\") draws images of shape [1, 8, 8], but y measures images of shape [1, 16, 16]; resize them",
        () -> quick().restore(whole(Bench.pictures(1, 1, 16, 16, 1))));
    var small = Corruptions.downsample(2).apply(Bench.pictures(1, 1, 8, 8, 1));
    assertSentence(
        "inversion(generator) takes a picture as it was measured, but downsample(2) gives measurements of another shape; use a restorer that inverts it, such as dps(prior)",
        () -> quick().restore(small));
  }

  private static void assertSentence(String sentence, Runnable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }
}
