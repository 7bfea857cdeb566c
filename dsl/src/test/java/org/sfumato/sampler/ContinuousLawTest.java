package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.diffusion.Diffusion;

/** What samplers come to when their steps are many. */
class ContinuousLawTest {
  private static final double MEAN = .43;
  private static final double SD = .1;
  private static final int SIDE = 64;
  private static final Published.Denoiser PRIOR = Published.Denoiser.ofGaussian(MEAN, SD);

  /** Without those whose law stays another however many steps they take, because they say so. */
  static Stream<Sampler> converging() {
    return SamplerLawsTest.samplers(5).stream()
        .filter(s -> !(s instanceof PredictorCorrector both && both.corrections() > 0))
        .filter(s -> !louder(s));
  }

  private static boolean louder(Sampler s) {
    return s instanceof Heun heun && heun.churn() > 0 && heun.noiseScale() != 1;
  }

  /** Error of the variance at σ_min when the run begins in the exact law of image plus noise. */
  @ParameterizedTest
  @MethodSource("converging")
  void should_approach_the_continuous_law_at_its_order(Sampler shape) {
    int at = SamplerLawsTest.samplers(5).indexOf(shape);
    var coarse = error(SamplerLawsTest.samplers(100).get(at));
    var fine = error(SamplerLawsTest.samplers(200).get(at));
    double ratio = coarse / fine;
    assertTrue(fine < .03, shape.text() + " is wrong by " + fine);
    if (shape instanceof Heun heun && heun.churn() > 0) {
      assertTrue(ratio > 1.8, shape.text() + ": " + ratio);
    } else if (shape instanceof Heun || shape instanceof DpmSolver) {
      assertEquals(4, ratio, .4, shape.text());
    } else {
      assertEquals(2, ratio, .15, shape.text());
    }
  }

  private static double error(Sampler sampler) {
    var path = Diffusion.ve(.02, 2);
    double[] sigmas = sampler.grid().orElse(Diffusion.uniform()).sigmas(path, 2, sampler.steps());
    double[] downToLast = Arrays.copyOf(sigmas, sigmas.length - 1);
    return AffineLaw.of(sampler, downToLast, PRIOR, MEAN, SD * SD + 4)
        .map(law -> Math.abs(law.variance() / (SD * SD + .02 * .02) - 1))
        .orElseThrow();
  }

  /** Langevin steps of a fixed signal-to-noise ratio are wrong by what they say they are. */
  @Test
  void should_leave_the_variance_of_its_corrector() {
    for (double snr : new double[] {.16, .4}) {
      float[] x =
          Samplers.sample(Diffusion.gaussianPrior(.5, SD).shape(1, SIDE, SIDE))
              .along(Diffusion.ve(.002, 2))
              .with(Samplers.predictorCorrector(150).corrections(3).snr(snr))
              .seed(6)
              .draw(4)
              .values();
      double variance = SamplerLawsTest.moments(x)[1] / (SD * SD);
      assertEquals(1 / (1 - snr * snr), variance, 4.5 * Math.sqrt(2. / x.length) + .01);
    }
  }

  static Stream<Sampler> ofManySteps() {
    return SamplerLawsTest.samplers(160).stream().filter(s -> !louder(s));
  }

  @ParameterizedTest
  @MethodSource("ofManySteps")
  void should_keep_the_weights_and_the_width_of_modes(Sampler sampler) {
    // Each pixel is a mixture of its own: 16,384 draws of {0.3 near ¼, 0.7 near ¾}.
    var mixture = Diffusion.mixturePrior(new double[] {.3, .7}, new double[][] {{.25}, {.75}}, .05);
    var pixels = Diffusion.denoiser("pixels", mixture::denoise).shape(1, SIDE, SIDE);
    float[] x =
        Samplers.sample(pixels).along(Diffusion.ve(.005, 5)).with(sampler).seed(5).draw(4).values();
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
    double biased =
        sampler instanceof PredictorCorrector both ? Math.sqrt(1 - both.snr() * both.snr()) : 1;
    assertEquals(.05 / biased, Math.sqrt(squares / high), .0025, sampler.text());
  }
}
