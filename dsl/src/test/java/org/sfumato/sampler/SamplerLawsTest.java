package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.Grid;
import org.sfumato.diffusion.Sde;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Members;
import org.sfumato.random.Noise;

/**
 * What every sampler must do, found by its factory: a new sampler is tested without a change here.
 */
class SamplerLawsTest {
  private static final double MEAN = .43;
  private static final double SD = .1;
  private static final int SIDE = 64;
  private static final int N = 8;
  private static final Sde PATH = Diffusion.ve(.01, 10);

  static List<Sampler> samplers(int steps) {
    return new Members()
        .given(int.class, steps)
        .given(double.class, .4)
        .given(Grid.class, Diffusion.karras(5))
        .of(Samplers.class, Sampler.class);
  }

  static Stream<Sampler> ofAllLengths() {
    return Stream.of(1, 2, 5, 20).flatMap(n -> samplers(n).stream());
  }

  static Stream<Sampler> ofFive() {
    return samplers(5).stream();
  }

  @ParameterizedTest
  @MethodSource("ofAllLengths")
  void should_have_its_own_discrete_law_on_a_gaussian(Sampler sampler) {
    var recipe =
        Samplers.sample(Diffusion.gaussianPrior(MEAN, SD).shape(1, SIDE, SIDE))
            .along(PATH)
            .with(sampler)
            .seed(3);
    var drawn = recipe.draw(N);
    double[] sigmas = recipe.loop().sigmas();
    double mean = .5;
    double variance = sigmas[0] * sigmas[0];
    for (var step : AffineStep.run(sampler, sigmas, MEAN, SD)) {
      mean = step.mean(mean);
      variance = step.variance(variance);
    }
    var law = Clipped.normal(mean, Math.sqrt(variance));
    double[] moments = moments(drawn.values());
    int n = drawn.values().length;
    double errorOfVariance = Math.sqrt((law.fourth - law.variance * law.variance) / n);
    assertEquals(
        law.mean, moments[0], 4.5 * Math.sqrt(law.variance / n), "mean of " + sampler.text());
    assertEquals(law.variance, moments[1], 4.5 * errorOfVariance, "variance of " + sampler.text());
    assertEquals(
        law.outside, drawn.clippedShare(), 4.5 * Math.sqrt(law.outside / n) + 1e-4, sampler.text());
  }

  /** A normal number clipped to [0, 1], as a draw is at its end: moments by quadrature. */
  private record Clipped(double mean, double variance, double fourth, double outside) {
    static Clipped normal(double mean, double sd) {
      double m = 0;
      double outside = 0;
      for (int pass = 0; ; pass++) {
        double first = 0;
        double second = 0;
        double fourth = 0;
        double total = 0;
        for (double z = -8; z <= 8; z += 1e-3) {
          double p = Math.exp(-z * z / 2);
          double x = mean + sd * z;
          double d = Math.min(1, Math.max(0, x)) - m;
          first += p * d;
          second += p * d * d;
          fourth += p * d * d * d * d;
          total += p;
          outside += pass == 0 && (x < 0 || x > 1) ? p : 0;
        }
        if (pass == 1) {
          return new Clipped(m, second / total, fourth / total, outside / total);
        }
        m = first / total;
      }
    }
  }

  /**
   * The law by its very numbers: the start's and the steps' own noise, carried through the affine
   * steps.
   */
  @ParameterizedTest
  @MethodSource("ofAllLengths")
  void should_use_the_noise_of_its_seed_image_and_step(Sampler sampler) {
    var recipe =
        Samplers.sample(Diffusion.gaussianPrior(MEAN, SD).shape(1, 4, 4))
            .along(PATH)
            .with(sampler)
            .seed(11);
    var drawn = recipe.draw(6);
    double[] sigmas = recipe.loop().sigmas();
    var steps = AffineStep.run(sampler, sigmas, MEAN, SD);
    var noise = new Noise(11);
    float[] values = drawn.values();
    for (int i = 0; i < 6; i++) {
      var id = drawn.id(i);
      var z = new float[16];
      noise.normal("start", id, 0, z, 0, 16);
      var x = new double[16];
      for (int k = 0; k < 16; k++) {
        x[k] = .5 + sigmas[0] * z[k];
      }
      for (int j = 0; j < steps.length; j++) {
        noise.normal("step", id, j, z, 0, 16);
        for (int k = 0; k < 16; k++) {
          x[k] = steps[j].at(x[k], z[k]);
        }
      }
      for (int k = 0; k < 16; k++) {
        assertEquals(Math.min(1, Math.max(0, x[k])), values[16 * i + k], 2e-5, sampler.text());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofAllLengths")
  void should_make_the_published_update(Sampler sampler) {
    double[] sigmas = Diffusion.karras(7).sigmas(PATH, 10, sampler.steps());
    for (int i = 0; i + 1 < sigmas.length; i++) {
      double[] published = published(sampler, sigmas[i], sigmas[i + 1]);
      var step = AffineStep.of(sampler, sigmas[i], sigmas[i + 1], MEAN, SD);
      assertEquals(published[0], step.gain(), 1e-11, sampler.text());
      assertEquals((1 - published[0]) * MEAN, step.shift(), 1e-11, sampler.text());
      assertEquals(published[1], Math.abs(step.noise()), 1e-11, sampler.text());
    }
  }

  /** Gain on x − m and size of the noise, written down from the papers. */
  private static double[] published(Sampler sampler, double sigma, double next) {
    double v = sigma * sigma;
    double w = next * next;
    double keep = SD * SD / (SD * SD + v);
    if (sampler instanceof Heun heun) {
      double raised = sigma * (1 + Math.min(heun.churn() / heun.steps(), Math.sqrt(2) - 1));
      double added = Math.sqrt(raised * raised - v);
      double slope = raised / (SD * SD + raised * raised); // (1 − k)/σ
      if (next == 0) {
        double k = SD * SD / (SD * SD + raised * raised);
        return new double[] {k, k * added};
      }
      double euler = 1 + (next - raised) * slope;
      double gain = 1 + (next - raised) / 2 * (slope + euler * next / (SD * SD + w));
      return new double[] {gain, gain * added};
    }
    if (next == 0) {
      return new double[] {keep, 0};
    }
    if (sampler instanceof Euler) {
      return new double[] {1 + (next - sigma) * sigma / (SD * SD + v), 0};
    }
    if (sampler instanceof EulerMaruyama) {
      return new double[] {1 - (v - w) / (SD * SD + v), Math.sqrt(v - w)};
    }
    if (sampler instanceof Ancestral ancestral) {
      double up = ancestral.eta() * next / sigma * Math.sqrt(v - w);
      return new double[] {keep + (1 - keep) * Math.sqrt(w - up * up) / sigma, up};
    }
    throw new IllegalStateException("write down the published update of " + sampler.text());
  }

  /** Error of the variance at σ_min when the run begins in the exact law of image plus noise. */
  @ParameterizedTest
  @MethodSource("ofFive")
  void should_approach_the_continuous_law_at_its_order(Sampler shape) {
    int at = samplers(5).indexOf(shape);
    double coarse = error(samplers(100).get(at));
    double fine = error(samplers(200).get(at));
    double ratio = coarse / fine;
    boolean second = shape instanceof Heun heun && heun.churn() == 0;
    assertTrue(fine < .03, shape.text() + " is wrong by " + fine);
    if (second) {
      assertEquals(4, ratio, .4, shape.text());
    } else if (!(shape instanceof Heun)) {
      assertEquals(2, ratio, .15, shape.text());
    } else {
      assertTrue(ratio > 1.8, shape.text() + ": " + ratio);
    }
  }

  private static double error(Sampler sampler) {
    var path = Diffusion.ve(.02, 2);
    double[] sigmas = sampler.grid().orElse(Diffusion.uniform()).sigmas(path, 2, sampler.steps());
    double variance = SD * SD + 4;
    for (int i = 0; i + 2 < sigmas.length; i++) {
      variance = AffineStep.of(sampler, sigmas[i], sigmas[i + 1], MEAN, SD).variance(variance);
    }
    return Math.abs(variance / (SD * SD + .02 * .02) - 1);
  }

  @Test
  void should_keep_the_weights_and_the_width_of_modes() {
    // Each pixel is a mixture of its own: 16,384 draws of {0.3 near ¼, 0.7 near ¾}.
    var mixture = Diffusion.mixturePrior(new double[] {.3, .7}, new double[][] {{.25}, {.75}}, .05);
    var pixels = Diffusion.denoiser("pixels", mixture::denoise).shape(1, SIDE, SIDE);
    for (var sampler :
        List.of(Samplers.heun(64), Samplers.ancestral(64), Samplers.eulerMaruyama(200))) {
      float[] x =
          Samplers.sample(pixels)
              .along(Diffusion.ve(.005, 5))
              .with(sampler)
              .seed(5)
              .draw(4)
              .values();
      int high = 0;
      double sum = 0;
      double squares = 0;
      for (float v : x) {
        if (v > .5) {
          high++;
          sum += v - .75;
          squares += (v - .75) * (v - .75);
        }
      }
      assertEquals(
          .7, high / (double) x.length, 4.5 * Math.sqrt(.21 / x.length) + .004, sampler.text());
      assertEquals(0, sum / high, .003, sampler.text());
      assertEquals(.05, Math.sqrt(squares / high), .0025, sampler.text());
    }
  }

  @ParameterizedTest
  @MethodSource("ofAllLengths")
  void should_evaluate_as_often_as_it_says(Sampler sampler) {
    var calls = new AtomicInteger();
    var prior =
        Diffusion.denoiser(
                "counted",
                (x, sigma) -> {
                  calls.incrementAndGet();
                  return x.mul(.5);
                })
            .shape(1, 2, 2);
    var drawn = Samplers.sample(prior).along(PATH).with(sampler).draw(2 * Torch.chunk() + 1);
    assertEquals(3 * sampler.evaluations(), calls.get(), sampler.text());
    assertEquals(sampler.evaluations(), drawn.evaluations(), sampler.text());
    assertEquals(
        sampler instanceof Heun ? 2 * sampler.steps() - 1 : sampler.steps(), sampler.evaluations());
  }

  @Test
  void should_be_euler_without_noise() {
    var recipe =
        Samplers.sample(Diffusion.gaussianPrior(MEAN, SD).shape(1, 8, 8)).along(PATH).seed(2);
    assertArrayEquals(
        recipe.with(Samplers.euler(7)).draw(3).values(),
        recipe.with(Samplers.ancestral(7).eta(0)).draw(3).values());
    assertArrayEquals(
        recipe.with(Samplers.heun(7)).draw(3).values(),
        recipe.with(Samplers.heun(7).churn(0)).draw(3).values());
    assertFalse(
        java.util.Arrays.equals(
            recipe.with(Samplers.heun(7)).draw(3).values(),
            recipe.with(Samplers.heun(7).churn(5)).draw(3).values()));
  }

  @ParameterizedTest
  @MethodSource("ofFive")
  void should_draw_the_same_from_the_same_seed_and_other_images_from_another(Sampler sampler) {
    var recipe =
        Samplers.sample(Diffusion.gaussianPrior(MEAN, SD).shape(1, 4, 4)).along(PATH).with(sampler);
    assertArrayEquals(recipe.seed(4).draw(3).values(), recipe.seed(4).draw(3).values());
    assertFalse(
        java.util.Arrays.equals(recipe.seed(4).draw(3).values(), recipe.seed(5).draw(3).values()));
  }

  @ParameterizedTest
  @MethodSource("ofFive")
  void should_print_itself_and_its_equation(Sampler sampler) {
    assertTrue(sampler.text().matches("[a-zA-Z]+\\(5\\)(\\.[a-zA-Z]+\\(.*\\))?"), sampler.text());
    var latex = sampler.latex().orElseThrow();
    assertTrue(latex.startsWith("x' = "), latex);
    assertEquals(
        latex.chars().filter(c -> c == '{').count(),
        latex.chars().filter(c -> c == '}').count(),
        latex);
    assertEquals(sampler, samplers(5).get(samplers(5).indexOf(sampler)));
    assertNotEquals(sampler, samplers(6).get(samplers(5).indexOf(sampler)));
    assertEquals(Diffusion.geometric(), sampler.grid(Diffusion.geometric()).grid().orElseThrow());
  }

  @Test
  void should_refuse_settings_that_mean_nothing() {
    for (var make :
        List.<java.util.function.IntFunction<Sampler>>of(
            Samplers::euler, Samplers::eulerMaruyama, Samplers::heun, Samplers::ancestral)) {
      assertEquals(
          "a sampler takes at least one step, not 0",
          assertThrows(IllegalArgumentException.class, () -> make.apply(0)).getMessage());
    }
    assertEquals(
        "η lies between 0 (no noise) and 1 (ancestral), not 1.2",
        assertThrows(IllegalArgumentException.class, () -> Samplers.ancestral(5).eta(1.2))
            .getMessage());
    assertEquals(
        "churn is a number from 0 up, not -1.0",
        assertThrows(IllegalArgumentException.class, () -> Samplers.heun(5).churn(-1))
            .getMessage());
  }

  private static double[] moments(float[] values) {
    double mean = 0;
    for (float v : values) {
      mean += (double) v / values.length;
    }
    double variance = 0;
    for (float v : values) {
      variance += (v - mean) * (v - mean) / values.length;
    }
    return new double[] {mean, variance};
  }
}
