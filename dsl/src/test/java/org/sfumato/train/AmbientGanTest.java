package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.corruption.Corruptions.gaussian;
import static org.sfumato.corruption.Corruptions.identity;
import static org.sfumato.corruption.Corruptions.missing;
import static org.sfumato.corruption.Corruptions.observed;
import static org.sfumato.network.Networks.dcgan;
import static org.sfumato.train.Trainings.ambientGan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.corruption.Corruptions;
import org.sfumato.corruption.Linear;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Losses;
import org.sfumato.network.Dcgan;
import org.sfumato.network.Generator;
import org.sfumato.network.Weights;

/** Adversarial training in the small: it learns what was hidden, and repeats itself bit for bit. */
class AmbientGanTest {
  private static final int SIDE = 8;
  private static final Images HALVES = Halves.of(256);

  /** Networks with a quarter of the usual numbers. */
  private static final Dcgan NET = dcgan(SIDE, 1).width(16);

  static Training<Generator> tiny(int steps) {
    var a = missing(.5);
    return ambientGan(a, NET).on(a.apply(HALVES)).steps(steps).batch(8).rate(1e-3).ema(100).seed(4);
  }

  /**
   * Distances of mean and covariance of pixels from those of the clean pictures, root mean square.
   */
  private static double[] errors(Images drawn) {
    double[][] clean = moments(HALVES);
    double[][] ours = moments(drawn);
    return new double[] {distance(clean[0], ours[0]), distance(clean[1], ours[1])};
  }

  private static double[][] moments(Images x) {
    int d = SIDE * SIDE;
    float[] v = x.values();
    int n = x.size();
    var mean = new double[d];
    var second = new double[d * d];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < d; p++) {
        mean[p] += v[i * d + p] / (double) n;
        for (int q = 0; q < d; q++) {
          second[p * d + q] += v[i * d + p] * (double) v[i * d + q] / n;
        }
      }
    }
    for (int p = 0; p < d; p++) {
      for (int q = 0; q < d; q++) {
        second[p * d + q] -= mean[p] * mean[q];
      }
    }
    return new double[][] {mean, second};
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum / a.length);
  }

  /**
   * Half of the pixels are missing. Images whose missing pixels are taken for black have half the
   * mean, a quarter of the covariance, and noise on its diagonal.
   */
  @Tag("slow")
  @Test
  void should_learn_the_moments_of_images_it_never_saw() {
    var a = missing(.5);
    var y = a.apply(HALVES);
    var error = errors(learnt(ambientGan(a, NET).on(y)));
    var naive = errors(learnt(ambientGan(identity(), NET).on(observed(y.preview()))));
    var said =
        "mean %.3f and covariance %.4f, zero-filled %.3f and %.4f"
            .formatted(error[0], error[1], naive[0], naive[1]);
    assertTrue(error[0] < .06 && error[0] < naive[0] / 4, said);
    assertTrue(error[1] < .03 && error[1] < naive[1] / 1.5, said);
  }

  private static Images learnt(Training<Generator> training) {
    return training.steps(3000).batch(16).rate(2e-3).ema(500).seed(4).fit().model().draw(256);
  }

  /** A drawn image meets another mask at each step, and none of those that the images met. */
  @Test
  void should_measure_drawn_images_with_corruptions_of_their_own() {
    var seen = new ArrayList<float[]>();
    record Watched(List<float[]> seen) implements Linear {
      @Override
      public NDArray of(NDArray x, Step s) {
        seen.add(s.uniform("corruption").toFloatArray());
        return x.mul(s.uniform("corruption").gte(.5).toType(x.getDataType(), false));
      }
    }
    var a = new Watched(seen);
    var training = ambientGan(a, NET).on(a.apply(HALVES.first(16))).steps(5).batch(4);
    seen.clear();
    training.fit();
    var masks = seen.stream().map(Arrays::toString).toList();
    // Five times for the critic, once for the generator, and each time for what was measured.
    assertEquals(11, masks.size());
    assertEquals(11, new HashSet<>(masks).size());
  }

  @Test
  void should_change_the_generator_at_every_fifth_step_only() {
    var start = tiny(4).fit().model().weights().hash();
    assertEquals(Weights.initial(Dcgan.of(SIDE, 1, 16).generator(false), 4).hash(), start);
    assertNotEquals(start, tiny(5).fit().model().weights().hash());
  }

  @Test
  void should_follow_the_critic_and_say_so() {
    var fit = tiny(20).fit();
    assertEquals("Wasserstein distance by the critic", fit.curve().y().label());
    assertTrue(
        fit.text()
            .matches(".* → apart [-0-9.e]+ after 20 steps; learnt from measurements only: .*"),
        fit.text());
  }

  @Test
  void should_say_what_it_cannot_learn_from() {
    var a = missing(.5);
    refused(
        "ambientGan(missing(0.5)) learns from measurements, but it was given clean images; train on A.apply(images)",
        () -> ambientGan(a).on(HALVES));
    refused(
        "ambientGan(missing(0.5)) is about another corruption than that of the measurements, missing(0.4); use the A that measured them",
        () -> ambientGan(a).on(missing(.4).apply(HALVES)));
    refused(
        "ambientGan learns from measurements without noise, but these have noise of standard deviation 0.1",
        () -> {
          var noisy = a.plus(gaussian(.1));
          ambientGan(noisy).on(noisy.apply(HALVES));
        });
    refused(
        "there is nothing to train on: missing(0.5) of 0 images",
        () -> ambientGan(a).on(a.apply(HALVES).first(0)));
    var odd = a.apply(Bench.pictures(2, 1, 12, 12, 1));
    refused(
        "the generator draws squares of 8, 16, 32, … pixels a side, but missing(0.5) of 2 images is of images of shape [1, 12, 12]; resize them before they are measured",
        () -> ambientGan(a).on(odd));
    assertEquals(
        "there is nothing to train on: say on(A.apply(images)) first",
        assertThrows(IllegalStateException.class, () -> ambientGan(a).fit()).getMessage());
  }

  @Test
  void should_refuse_a_corruption_that_never_shows_some_pixel() {
    var all = missing(1);
    refused(
        "missing(1) of 256 images never shows 64 of 64 pixels, such as the one in row 0 and column 0: nothing can be learnt about them; let the corruption differ from image to image, or hide less",
        () -> ambientGan(all).on(all.apply(HALVES)));
    var corner =
        Corruptions.corruption(
            "all but the corner",
            (x, s) -> {
              var ones = new float[SIDE * SIDE];
              Arrays.fill(ones, 1);
              ones[SIDE * SIDE - 1] = 0;
              return x.mul(x.getManager().create(ones, new Shape(1, 1, SIDE, SIDE)));
            });
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> ambientGan(corner).on(corner.apply(HALVES)));
    assertTrue(
        e.getMessage()
            .contains("never shows 1 of 64 pixels, such as the one in row 7 and column 7"),
        e.getMessage());
  }

  @Test
  void should_learn_from_measurements_of_another_size() {
    var a = Corruptions.downsample(2);
    var y = a.apply(Bench.pictures(20, 1, 16, 16, 2));
    assertArrayEquals(
        new int[] {2, 1, 16, 16},
        ambientGan(a, dcgan(16, 1).width(16))
            .on(y)
            .steps(5)
            .batch(4)
            .fit()
            .model()
            .draw(2)
            .shape());
  }

  @Test
  void should_say_how_it_cannot_train() {
    var a = missing(.5);
    refused("a training takes at least one step, not 0", () -> ambientGan(a).steps(0));
    refused(
        "ambientGan(missing(0.5)) has no use for clip(…); leave it out",
        () -> ambientGan(a).clip(1));
    refused(
        "ambientGan(missing(0.5)) has no use for augmented(…); leave it out",
        () -> ambientGan(a).augmented());
    refused(
        "ambientGan(missing(0.5)) has losses of its own; leave minimise(…) out",
        () -> ambientGan(a).minimise(Losses.denoising()));
    refused(
        "dcgan(8, 1).latent(64).width(16) draws images of shape [1, 8, 8], but missing(0.5) of 2 images is of images of shape [1, 16, 16]; use dcgan(16, 1)",
        () -> ambientGan(a, NET).on(a.apply(Bench.pictures(2, 1, 16, 16, 1))));
    refused("a learning rate is a number above 0, not -1.0", () -> ambientGan(a).rate(-1));
    refused(
        "the moving average's half-life is a number of images above 0, not 0.0",
        () -> ambientGan(a).ema(0));
    assertEquals(
        "there is nothing to train on: say on(A.apply(images)) first",
        assertThrows(IllegalStateException.class, () -> ambientGan(a).epochs(2).steps())
            .getMessage());
    assertEquals(64, tiny(1).epochs(2).steps());
  }

  @Test
  void should_print_its_recipe_and_its_game() {
    assertEquals(
        "ambientGan(missing(0.5), dcgan(8, 1).latent(64).width(16)).on(missing(0.5) of 256 images).steps(3).batch(8).rate(0.001).ema(100).seed(4).mixed().checkpoint(\"a\").from(\"b\")",
        tiny(3).mixed().checkpoint("a").from("b").text());
    assertEquals(
        "ambientGan(missing(0.5)).on(…).steps(5000).batch(32).rate(0.0002).ema(2000).seed(0)",
        ambientGan(missing(.5)).text());
    assertEquals(
        "\\min_G \\max_D\\; \\mathbb E\\, D(y) - \\mathbb E\\, D(A\\, G(z)) - 10\\, \\mathbb E\\, ( \\lVert \\nabla D(\\hat y) \\rVert - 1 )^2,\\quad A x = m_{0.5} \\odot x",
        tiny(3).latex().orElseThrow());
  }

  static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
