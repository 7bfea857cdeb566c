package org.sfumato.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Prior;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Denoisers of distributions that can be written down. */
class PriorTest {
  private static final double[] LEVELS = {.001, .05, .3, 1, 7, 40};

  @Test
  void should_shrink_a_gaussian_towards_its_mean() {
    for (double sigma : LEVELS) {
      double[] x = {-.3, .2, .9, 40};
      double[] d = denoised(Diffusion.gaussianPrior(.4, .15), x, sigma, 1, 1, 1);
      for (int k = 0; k < x.length; k++) {
        double s2 = .15 * .15;
        assertEquals(
            (s2 * x[k] + sigma * sigma * .4) / (s2 + sigma * sigma),
            d[k],
            1e-6 * Math.max(1, Math.abs(x[k])));
      }
    }
  }

  @Test
  void should_regress_on_a_covariance() {
    // m + Σ(Σ + σ²I)⁻¹(x − m), by solving the system
    double[] m = {.2, .5, .7};
    double[][] cov = {{.04, .018, -.01}, {.018, .03, .004}, {-.01, .004, .02}};
    double[] x = {.9, -.4, .6, .1, .2, .3};
    for (double sigma : LEVELS) {
      double[] d = denoised(Diffusion.gaussianPrior(m, cov), x, sigma, 1, 1, 3);
      for (int row = 0; row < 2; row++) {
        var a = new double[3][3];
        var b = new double[3];
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 3; j++) {
            a[i][j] = cov[i][j] + (i == j ? sigma * sigma : 0);
          }
          b[i] = x[3 * row + i] - m[i];
        }
        double[] z = solve(a, b);
        for (int i = 0; i < 3; i++) {
          double expected = m[i];
          for (int j = 0; j < 3; j++) {
            expected += cov[i][j] * z[j];
          }
          assertEquals(expected, d[3 * row + i], 1e-5);
        }
      }
    }
  }

  @Test
  void should_weigh_the_components_of_a_mixture() {
    double[] w = {2, 6};
    double[][] means = {{.2, .3}, {.7, .6}};
    double sd = .08;
    var random = new Random(4);
    for (double sigma : LEVELS) {
      double[] x = {.2 + sigma * random.nextGaussian(), .3 + sigma * random.nextGaussian()};
      double[] d = denoised(Diffusion.mixturePrior(w, means, sd), x, sigma, 1, 1, 2);
      double all = sd * sd + sigma * sigma;
      double total = 0;
      var mean = new double[2];
      for (int k = 0; k < 2; k++) {
        double r = w[k] * Math.exp(-(sq(x[0] - means[k][0]) + sq(x[1] - means[k][1])) / (2 * all));
        total += r;
        for (int j = 0; j < 2; j++) {
          mean[j] += r * (sd * sd * x[j] + sigma * sigma * means[k][j]) / all;
        }
      }
      assertArrayEquals(
          new double[] {mean[0] / total, mean[1] / total}, d, 2e-5 * Math.max(1, sigma));
    }
  }

  /** E[x₀ | x] is x + σ² times the slope of ln p: Tweedie's formula, with p by numbers alone. */
  @Test
  void should_obey_tweedie() {
    double sigma = .3;
    double x = .35;
    double h = 1e-4;
    double slope = (logDensity(x + h, sigma) - logDensity(x - h, sigma)) / (2 * h);
    var mixture = Diffusion.mixturePrior(new double[] {.3, .7}, new double[][] {{.25}, {.75}}, .05);
    assertEquals(
        x + sigma * sigma * slope, denoised(mixture, new double[] {x}, sigma, 1, 1, 1)[0], 1e-5);
  }

  /** ln of the density of image plus noise, by quadrature. */
  private static double logDensity(double x, double sigma) {
    double sum = 0;
    for (double x0 = -.5; x0 < 1.5; x0 += 1e-4) {
      double p =
          .3 * Math.exp(-sq((x0 - .25) / .05) / 2) + .7 * Math.exp(-sq((x0 - .75) / .05) / 2);
      sum += p * Math.exp(-sq((x - x0) / sigma) / 2);
    }
    return Math.log(sum);
  }

  @Test
  void should_be_differentiable_in_the_image() {
    var priors =
        new Prior[] {
          Diffusion.gaussianPrior(.4, .15).shape(1, 1, 2),
          Diffusion.gaussianPrior(new double[] {.4, .6}, new double[][] {{.04, .01}, {.01, .03}}),
          Diffusion.mixturePrior(new double[] {1, 1}, new double[][] {{.2, .3}, {.7, .6}}, .1)
        };
    for (var prior : priors) {
      double[] g =
          Bench.scoped(
              () -> {
                NDArray x =
                    Grad.leaf(
                        Torch.manager().create(new float[] {.3f, .4f}, new Shape(1, 1, 1, 2)));
                return floats(Grad.on(() -> Grad.of(prior.denoise(x, .3).square(), x)));
              });
      for (int k = 0; k < 2; k++) {
        double h = 1e-2;
        double[] at = {.3, .4};
        at[k] += h;
        double up = sumOfSquares(denoised(prior, at, .3, 1, 1, 2));
        at[k] -= 2 * h;
        double down = sumOfSquares(denoised(prior, at, .3, 1, 1, 2));
        assertEquals((up - down) / (2 * h), g[k], 2e-3, prior.text());
      }
    }
  }

  @Test
  void should_pass_a_denoiser_of_ones_own_through() {
    var half = Diffusion.denoiser("half", (x, sigma) -> x.mul(.5).add(sigma)).shape(1, 2, 2);
    assertArrayEquals(new int[] {1, 2, 2}, half.imageShape());
    assertEquals("denoiser(\"half\", …)", half.text());
    assertArrayEquals(
        new double[] {.35, .45}, denoised(half, new double[] {.2, .4}, .25, 1, 1, 1), 1e-6);
  }

  @Test
  void should_say_what_is_no_distribution() {
    refused(
        "gaussianPrior(mean, sd) needs a finite mean and an sd above 0, not 0.5 and 0.0",
        () -> Diffusion.gaussianPrior(.5, 0));
    refused(
        "gaussianPrior(mean, sd) needs a finite mean and an sd above 0, not NaN and 1.0",
        () -> Diffusion.gaussianPrior(Double.NaN, 1));
    refused(
        "gaussianPrior(mean[], cov[][]) needs a covariance of 2×2",
        () -> Diffusion.gaussianPrior(new double[2], new double[][] {{1, 0}}));
    refused(
        "the covariance is not symmetric at [1][0]",
        () -> Diffusion.gaussianPrior(new double[2], new double[][] {{1, .2}, {.1, 1}}));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Diffusion.gaussianPrior(new double[2], new double[][] {{1, 2}, {2, 1}}));
    assertTrue(
        e.getMessage()
            .startsWith("the covariance is not positive definite: it has the eigenvalue -"),
        e.getMessage());
    refused(
        "a mixture needs as many weights as means, not 1 and 2",
        () -> Diffusion.mixturePrior(new double[] {1}, new double[2][1], 1));
    refused(
        "component 1 of the mixture needs a weight above 0 and a mean of 1 numbers",
        () -> Diffusion.mixturePrior(new double[] {1, 0}, new double[2][1], 1));
    refused(
        "component 1 of the mixture needs a weight above 0 and a mean of 1 numbers",
        () -> Diffusion.mixturePrior(new double[] {1, 1}, new double[][] {{1}, {1, 2}}, 1));
    refused(
        "a mixture needs an sd above 0, not 0.0",
        () -> Diffusion.mixturePrior(new double[] {1}, new double[1][1], 0));
    refused(
        "an image of shape [1, 0, 3] has no pixels",
        () -> Diffusion.gaussianPrior(.5, 1).shape(1, 0, 3));
    refused(
        "an image of shape [0, 2, 3] has no pixels",
        () -> Diffusion.denoiser("x", (x, s) -> x).shape(0, 2, 3));
  }

  @Test
  void should_tell_distributions_apart_by_their_provenance() {
    var a =
        Diffusion.mixturePrior(new double[] {1, 1}, new double[][] {{.2}, {.3}}, .1)
            .provenance()
            .hash();
    var b =
        Diffusion.mixturePrior(new double[] {1, 1}, new double[][] {{.2}, {.4}}, .1)
            .provenance()
            .hash();
    var c =
        Diffusion.mixturePrior(new double[] {2, 2}, new double[][] {{.2}, {.3}}, .1)
            .provenance()
            .hash();
    assertNotEquals(a, b);
    assertEquals(a, c);
    assertNotEquals(
        Diffusion.gaussianPrior(.4, .15).provenance().hash(),
        Diffusion.gaussianPrior(.4, .15).shape(1, 2, 2).provenance().hash());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  private static double[] denoised(Prior prior, double[] x, double sigma, int c, int h, int w) {
    return Bench.scoped(
        () -> {
          var values = new float[x.length];
          for (int k = 0; k < x.length; k++) {
            values[k] = (float) x[k];
          }
          var array = Torch.manager().create(values, new Shape(x.length / (c * h * w), c, h, w));
          return floats(Grad.off(() -> prior.denoise(array, sigma)));
        });
  }

  private static double[] floats(NDArray a) {
    var f = a.toFloatArray();
    var d = new double[f.length];
    for (int k = 0; k < d.length; k++) {
      d[k] = f[k];
    }
    return d;
  }

  private static double sumOfSquares(double[] v) {
    double sum = 0;
    for (double d : v) {
      sum += d * d;
    }
    return sum;
  }

  private static double sq(double v) {
    return v * v;
  }

  private static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      for (int r = i + 1; r < n; r++) {
        double f = a[r][i] / a[i][i];
        for (int c = i; c < n; c++) {
          a[r][c] -= f * a[i][c];
        }
        b[r] -= f * b[i];
      }
    }
    var x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      x[i] = b[i];
      for (int c = i + 1; c < n; c++) {
        x[i] -= a[i][c] * x[c];
      }
      x[i] /= a[i][i];
    }
    return x;
  }
}
