package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.Sde;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.random.Noise;

/**
 * {@code consistency(y).whitened(sd)} at weight 1 turns the denoiser of N(m, sd²) into that of its
 * posterior given y. Each sampler then draws from the posterior exactly as it would from a Gaussian
 * prior of that mean and covariance: checked path by path, pixel by pixel, with the noise of the
 * very seed.
 */
class PosteriorTest {
  private static final double M = .47;
  private static final double SD = .1;
  private static final double LEVEL = .05;
  private static final int SIDE = 8;
  private static final Images X = Bench.pictures(6, 1, SIDE, SIDE, 3);
  private static final Sde PATH = Diffusion.ve(.01, 10);

  static Stream<Sampler> samplers() {
    return Stream.of(1, 2, 12).flatMap(n -> SamplerLawsTest.samplers(n).stream());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void should_be_the_prior_of_a_sampler_when_everything_was_measured(Sampler sampler) {
    follows(sampler, Corruptions.identity().plus(Corruptions.gaussian(LEVEL)), 1);
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void should_be_the_prior_of_a_sampler_when_pixels_are_missing(Sampler sampler) {
    follows(sampler, Corruptions.missing(.6).plus(Corruptions.gaussian(LEVEL)), 1);
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void should_be_the_prior_of_a_sampler_when_blocks_were_averaged(Sampler sampler) {
    follows(sampler, Corruptions.downsample(2).plus(Corruptions.gaussian(LEVEL)), 2);
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void should_be_the_prior_of_a_sampler_when_there_is_no_noise(Sampler sampler) {
    follows(sampler, Corruptions.missing(.6), 1);
  }

  /**
   * Blocks of {@code side}² pixels are measured by their mean. The mean of a block has a posterior
   * of its own; how its pixels differ from their mean was not measured, and keeps the prior's law.
   */
  private static void follows(Sampler sampler, Corruption a, int side) {
    var y = a.apply(X);
    var recipe =
        Samplers.sample(Diffusion.gaussianPrior(M, SD).shape(1, SIDE, SIDE))
            .along(PATH)
            .with(sampler)
            .guide(Guidances.consistency(y).whitened(SD))
            .seed(17);
    float[] drawn = recipe.draw().values();
    double[] sigmas = recipe.loop().sigmas();
    int block = side * side;
    float[] measured = y.values();
    boolean[] seen = seen(y);
    double noise = y.noiseLevel();
    double precision = noise == 0 ? 1e12 : 1 / (noise * noise);
    double meanVariance = 1 / (block / (SD * SD) + precision);
    // Along the unit vector of a block the variance is block times that of its mean.
    double spread = Math.sqrt(block * meanVariance);
    var random = new Noise(17);
    int one = SIDE * SIDE;
    int wide = SIDE / side;
    for (int i = 0; i < X.size(); i++) {
      int from = i * wide * wide;
      var id = y.ids().get(i);
      var centres = new double[wide * wide];
      for (int b = 0; b < centres.length; b++) {
        centres[b] = meanVariance * (M * block / (SD * SD) + measured[from + b] * precision);
      }
      Published.Denoiser posterior =
          (x, sigma) -> {
            var d = new double[one];
            for (int b = 0; b < wide * wide; b++) {
              double sd = seen[from + b] ? spread : SD;
              double centre = seen[from + b] ? centres[b] : M;
              double mean = 0;
              for (int k = 0; k < block; k++) {
                mean += x[pixel(b, k, side, wide)] / block;
              }
              for (int k = 0; k < block; k++) {
                int p = pixel(b, k, side, wide);
                d[p] = centre + kept(sd, sigma) * (mean - centre) + kept(SD, sigma) * (x[p] - mean);
              }
            }
            return d;
          };
      var x = SamplerLawsTest.numbers(random, "start", id, 0, one);
      for (int k = 0; k < one; k++) {
        x[k] = .5 + sigmas[0] * x[k];
      }
      x =
          Published.run(
              sampler,
              sigmas,
              x,
              posterior,
              j -> stream -> SamplerLawsTest.numbers(random, stream, id, j, one));
      for (int k = 0; k < one; k++) {
        assertEquals(
            Math.min(1, Math.max(0, x[k])),
            drawn[i * one + k],
            2e-4,
            a.text() + " with " + sampler.text() + ", pixel " + k);
      }
    }
  }

  private static double kept(double sd, double sigma) {
    return sd * sd / (sd * sd + sigma * sigma);
  }

  private static int pixel(int block, int k, int side, int wide) {
    return (block / wide * side + k / side) * SIDE + block % wide * side + k % side;
  }

  private static boolean[] seen(Measurements y) {
    float[] ones =
        Bench.scoped(
            () -> {
              var x = Torch.manager().ones(new Shape(X.size(), 1, SIDE, SIDE));
              return y.operator().of(x, Bench.step(x, X.ids(), 0)).toFloatArray();
            });
    var seen = new boolean[ones.length];
    for (int k = 0; k < seen.length; k++) {
      seen[k] = ones[k] > 0;
    }
    return seen;
  }

  /** And the posterior itself: mean and variance of draws against the closed form. */
  @Test
  void should_have_the_mean_and_the_variance_of_the_posterior() {
    var x = Bench.pictures(8, 1, 32, 32, 5);
    var y = Corruptions.missing(.5).plus(Corruptions.gaussian(.1)).apply(x);
    boolean[] known = new boolean[8 * 1024];
    float[] values = y.values();
    int count = 0;
    for (int k = 0; k < known.length; k++) {
      known[k] = values[k] != 0; // noise falls on measured pixels only
      count += known[k] ? 1 : 0;
    }
    assertEquals(.5, count / (double) known.length, .03);
    for (var sampler : List.of(Samplers.heun(40), Samplers.ancestral(300))) {
      float[] drawn =
          Samplers.sample(Diffusion.gaussianPrior(M, SD).shape(1, 32, 32))
              .along(Diffusion.ve(.005, 5))
              .with(sampler)
              .guide(Guidances.consistency(y).whitened(SD))
              .seed(2)
              .draw()
              .values();
      double[] sum = new double[2];
      double[] squares = new double[2];
      int[] n = new int[2];
      double posterior = 1 / (1 / (SD * SD) + 1 / .01);
      for (int k = 0; k < drawn.length; k++) {
        int which = known[k] ? 1 : 0;
        double centre = known[k] ? posterior * (M / (SD * SD) + values[k] / .01) : M;
        double r = (drawn[k] - centre) / Math.sqrt(known[k] ? posterior : SD * SD);
        sum[which] += r;
        squares[which] += r * r;
        n[which]++;
      }
      for (int which = 0; which < 2; which++) {
        assertEquals(0, sum[which] / n[which], 4.5 / Math.sqrt(n[which]) + .01, sampler.text());
        assertEquals(
            1, squares[which] / n[which], 4.5 * Math.sqrt(2.0 / n[which]) + .03, sampler.text());
      }
    }
  }

  /**
   * Without whitening, weight 1/σ_y² pulls by r_σ²/σ_y² where r_σ²/(σ_y² + r_σ²) would be right.
   * How far that is off is computed apart, from the equation itself, so that nobody relies on it
   * unawares.
   */
  @Test
  void should_be_known_how_wrong_it_is_without_whitening() {
    var x = Bench.pictures(8, 1, 32, 32, 5);
    double level = .1;
    var y = Corruptions.identity().plus(Corruptions.gaussian(level)).apply(x);
    var recipe =
        Samplers.sample(Diffusion.gaussianPrior(M, SD).shape(1, 32, 32))
            .along(Diffusion.ve(.005, 5))
            .with(Samplers.heun(60))
            .seed(2);
    assertEquals(
        1,
        spread(recipe.guide(Guidances.consistency(y).whitened(SD)).draw().values(), y, level),
        .02);
    double biased =
        spread(recipe.guide(Guidances.consistency(y).div(level * level)).draw().values(), y, level);
    assertEquals(unwhitened(y, level), biased, .02);
    assertEquals(
        1.44, biased, .03, "44 % more spread about the posterior's mean than the posterior has");
  }

  /** The mean square of (draw − mean of the posterior) in units of the posterior's variance. */
  private static double spread(float[] drawn, Measurements y, double level) {
    float[] values = y.values();
    double posterior = 1 / (1 / (SD * SD) + 1 / (level * level));
    double sum = 0;
    for (int k = 0; k < drawn.length; k++) {
      double centre = posterior * (M / (SD * SD) + values[k] / (level * level));
      sum += (drawn[k] - centre) * (drawn[k] - centre) / posterior / drawn.length;
    }
    return sum;
  }

  /**
   * The same of dx/d ln σ = x − D̃ with D̃ = D + (r²/σ_y²)(y − D), solved by Runge and Kutta's
   * fourth-order method for the coefficients of x = a x_start + b y + c.
   */
  private static double unwhitened(Measurements y, double level) {
    double[] at = {1, 0, 0};
    int steps = 4000;
    double h = Math.log(.005 / 5) / steps;
    for (int i = 0; i < steps; i++) {
      double t = Math.log(5) + i * h;
      double[] k1 = slope(t, at, level);
      double[] k2 = slope(t + h / 2, plus(at, k1, h / 2), level);
      double[] k3 = slope(t + h / 2, plus(at, k2, h / 2), level);
      double[] k4 = slope(t + h, plus(at, k3, h), level);
      for (int j = 0; j < 3; j++) {
        at[j] += h / 6 * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
      }
    }
    double posterior = 1 / (1 / (SD * SD) + 1 / (level * level));
    double sum = 0;
    for (float v : y.values()) {
      double off =
          at[0] * .5 + at[1] * v + at[2] - posterior * (M / (SD * SD) + v / (level * level));
      sum += (off * off + at[0] * at[0] * 25) / posterior;
    }
    return sum / y.values().length;
  }

  private static double[] slope(double lnSigma, double[] x, double level) {
    double v = Math.exp(2 * lnSigma);
    double keep = SD * SD / (SD * SD + v);
    double pull = keep * v / (level * level);
    return new double[] {
      x[0] - (1 - pull) * keep * x[0],
      x[1] - (1 - pull) * keep * x[1] - pull,
      x[2] - (1 - pull) * (keep * x[2] + (1 - keep) * M)
    };
  }

  private static double[] plus(double[] a, double[] b, double by) {
    return new double[] {a[0] + by * b[0], a[1] + by * b[1], a[2] + by * b[2]};
  }
}
