package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.ImageId;
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
  private static final Published.Denoiser PRIOR = Published.Denoiser.ofGaussian(MEAN, SD);

  /** Every factory's, with each of its settings changed, and settings that act only together. */
  static List<Sampler> samplers(int steps) {
    var found =
        new ArrayList<>(
            new Members()
                .given(int.class, steps)
                .given(double.class, .4, 3.)
                .given(Grid.class, Diffusion.karras(5))
                .setting(int.class, 3)
                .of(Samplers.class, Sampler.class));
    found.add(Samplers.heun(steps).churn(.3 * steps).whileSigma(.02, 4).noiseScale(1.1));
    found.add(Samplers.predictorCorrector(steps).snr(.1).corrections(2));
    return found;
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
    int n = drawn.values().length;
    double[] moments = moments(drawn.values());
    var exact =
        AffineLaw.of(sampler, sigmas, PRIOR, .5, sigmas[0] * sigmas[0])
            .map(law -> Clipped.normal(law.mean(), Math.sqrt(law.variance())));
    var law = exact.orElseGet(() -> Clipped.of(simulated(sampler, sigmas)));
    double doubt = exact.isPresent() ? 4.5 : 4.5 * Math.sqrt(2);
    double errorOfVariance = Math.sqrt((law.fourth - law.variance * law.variance) / n);
    assertEquals(
        law.mean, moments[0], doubt * Math.sqrt(law.variance / n), "mean of " + sampler.text());
    assertEquals(
        law.variance, moments[1], doubt * errorOfVariance, "variance of " + sampler.text());
    assertEquals(
        law.outside,
        drawn.clippedShare(),
        doubt * Math.sqrt(law.outside / n) + 1e-4,
        sampler.text());
  }

  /**
   * As many images by the published update, from random numbers that have nothing to do with it.
   */
  private static double[] simulated(Sampler sampler, double[] sigmas) {
    int one = SIDE * SIDE;
    var random = new Random(8);
    var all = new double[N * one];
    for (int i = 0; i < N; i++) {
      var x = gaussians(random, one);
      for (int k = 0; k < one; k++) {
        x[k] = .5 + sigmas[0] * x[k];
      }
      x = Published.run(sampler, sigmas, x, PRIOR, step -> stream -> gaussians(random, one));
      System.arraycopy(x, 0, all, i * one, one);
    }
    return all;
  }

  private static double[] gaussians(Random random, int n) {
    return DoubleStream.generate(random::nextGaussian).limit(n).toArray();
  }

  /** A normal number clipped to [0, 1], as a draw is at its end: moments by quadrature. */
  private record Clipped(double mean, double variance, double fourth, double outside) {
    /** Of these numbers. */
    static Clipped of(double[] values) {
      double outside = DoubleStream.of(values).filter(v -> v < 0 || v > 1).count();
      var x = DoubleStream.of(values).map(v -> Math.min(1, Math.max(0, v))).toArray();
      double mean = DoubleStream.of(x).average().orElseThrow();
      double second = DoubleStream.of(x).map(v -> Math.pow(v - mean, 2)).average().orElseThrow();
      double fourth = DoubleStream.of(x).map(v -> Math.pow(v - mean, 4)).average().orElseThrow();
      return new Clipped(mean, second, fourth, outside / x.length);
    }

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
    var noise = new Noise(11);
    float[] values = drawn.values();
    for (int i = 0; i < 6; i++) {
      var id = drawn.id(i);
      var x = numbers(noise, "start", id, 0, 16);
      for (int k = 0; k < 16; k++) {
        x[k] = .5 + sigmas[0] * x[k];
      }
      x =
          Published.run(
              sampler, sigmas, x, PRIOR, step -> stream -> numbers(noise, stream, id, step, 16));
      for (int k = 0; k < 16; k++) {
        assertEquals(Math.min(1, Math.max(0, x[k])), values[16 * i + k], 3e-5, sampler.text());
      }
    }
  }

  static double[] numbers(Noise noise, String stream, ImageId id, int step, int n) {
    var z = new float[n];
    noise.normal(stream, id, step, z, 0, n);
    var precise = new double[n];
    for (int k = 0; k < n; k++) {
      precise[k] = z[k];
    }
    return precise;
  }

  /** The step itself, in double precision, beside the equations of the papers. */
  @ParameterizedTest
  @MethodSource("ofAllLengths")
  void should_make_the_published_update(Sampler sampler) {
    double[] sigmas = Diffusion.karras(7).sigmas(PATH, 10, sampler.steps());
    var random = new Random(4);
    int images = 3;
    int pixels = 5;
    for (int i = 0; i + 1 < sigmas.length; i++) {
      var x = gaussians(random, images * pixels);
      var before = gaussians(random, images * pixels);
      var z = new HashMap<String, double[]>();
      sampler.streams().forEach(stream -> z.put(stream, gaussians(random, images * pixels)));
      double earlier = i == 0 ? 0 : sigmas[i - 1];
      var stage = new Rehearsed(x, sigmas[i], sigmas[i + 1], earlier, before, z, images);
      double[] moved = stage.moved(sampler, MEAN, SD);
      for (int image = 0; image < images; image++) {
        int from = image * pixels;
        var past =
            i == 0
                ? null
                : new Published.Past(earlier, Arrays.copyOfRange(before, from, from + pixels));
        var expected =
            Published.step(
                sampler,
                Arrays.copyOfRange(x, from, from + pixels),
                sigmas[i],
                sigmas[i + 1],
                past,
                PRIOR,
                stream -> Arrays.copyOfRange(z.get(stream), from, from + pixels));
        assertArrayEquals(
            expected.x(), Arrays.copyOfRange(moved, from, from + pixels), 1e-10, sampler.text());
      }
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
    int expected =
        sampler instanceof Heun
            ? 2 * sampler.steps() - 1
            : sampler instanceof PredictorCorrector both
                ? sampler.steps() * (1 + both.corrections())
                : sampler.steps();
    assertEquals(expected, sampler.evaluations());
  }

  @Test
  void should_be_another_sampler_where_the_equations_are_the_same() {
    var recipe =
        Samplers.sample(Diffusion.gaussianPrior(MEAN, SD).shape(1, 8, 8)).along(PATH).seed(2);
    assertArrayEquals(
        recipe.with(Samplers.euler(7)).draw(3).values(),
        recipe.with(Samplers.ancestral(7).eta(0)).draw(3).values());
    assertArrayEquals(
        recipe.with(Samplers.euler(7)).draw(3).values(),
        recipe.with(Samplers.ddim(7)).draw(3).values());
    assertArrayEquals(
        recipe.with(Samplers.ancestral(7)).draw(3).values(),
        recipe.with(Samplers.ddim(7).eta(1)).draw(3).values());
    assertArrayEquals(
        recipe.with(Samplers.eulerMaruyama(7)).draw(3).values(),
        recipe.with(Samplers.predictorCorrector(7).corrections(0)).draw(3).values());
    assertArrayEquals(
        recipe.with(Samplers.heun(7)).draw(3).values(),
        recipe.with(Samplers.heun(7).churn(3).whileSigma(100, 200)).draw(3).values());
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
            Samplers::euler,
            Samplers::eulerMaruyama,
            Samplers::heun,
            Samplers::ancestral,
            Samplers::ddim,
            Samplers::dpmSolver,
            Samplers::predictorCorrector)) {
      assertEquals(
          "a sampler takes at least one step, not 0",
          assertThrows(IllegalArgumentException.class, () -> make.apply(0)).getMessage());
    }
    assertEquals(
        "η lies between 0 (no noise) and 1 (ancestral), not 1.2",
        assertThrows(IllegalArgumentException.class, () -> Samplers.ancestral(5).eta(1.2))
            .getMessage());
    refuses(
        "η lies between 0 (no noise) and 1 (ancestral), not -1", () -> Samplers.ddim(5).eta(-1));
    refuses("churn is a number from 0 up, not -1.0", () -> Samplers.heun(5).churn(-1));
    refuses(
        "whileSigma(low, high) needs 0 ≤ low ≤ high, not 2 and 1",
        () -> Samplers.heun(5).whileSigma(2, 1));
    refuses(
        "the scale of the noise is a number above 0, 1 for noise as it should be, not 0",
        () -> Samplers.heun(5).noiseScale(0));
    refuses(
        "snr, the corrector's signal-to-noise ratio, lies between 0 and 1, such as 0.16, not 1",
        () -> Samplers.predictorCorrector(5).snr(1));
    refuses(
        "a sampler takes 0 or more corrections at each step, not -1",
        () -> Samplers.predictorCorrector(5).corrections(-1));
  }

  private static void refuses(String sentence, Executable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what).getMessage());
  }

  static double[] moments(float[] values) {
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
