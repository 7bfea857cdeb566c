package org.sfumato.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Term;
import org.sfumato.corruption.Corruptions;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Agreement with measurements, against what can be written down by hand. */
class ConsistencyTest {
  private static final Images X = Bench.pictures(2, 1, 8, 8, 7);

  @Test
  void should_be_half_the_sum_of_squares_or_its_root() {
    var y = Corruptions.observed(X);
    double sum = 0;
    for (float v : X.get(1).values()) {
      sum += (v - 0.5) * (v - 0.5);
    }
    assertEquals(sum / 2, energies(Guidances.consistency(y))[1], 1e-9);
    assertEquals(Math.sqrt(sum), energies(Guidances.consistency(y).unsquared())[1], 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 0.6})
  void should_edit_a_gaussian_denoiser_into_the_exact_posterior(double sd) {
    double m = 0.4;
    double sigmaY = 0.1;
    var noise = Corruptions.gaussian(sigmaY);
    for (Corruption a :
        List.<Corruption>of(
            Corruptions.identity().plus(noise),
            Corruptions.missing(0.5).plus(noise),
            Corruptions.downsample(2).plus(noise),
            Corruptions.downsample(2).then(Corruptions.missing(0.5)).plus(noise),
            Corruptions.missing(0.5).then(Corruptions.downsample(2)).plus(noise),
            Corruptions.blur(1).plus(noise),
            Corruptions.blur(1).periodic().plus(noise),
            Corruptions.downsample(2).bicubic().plus(noise),
            Corruptions.hadamard(2).plus(noise),
            Corruptions.kspace(2).plus(noise),
            Corruptions.sensing(20).plus(noise),
            Corruptions.sensing(20).shared().plus(noise),
            Corruptions.blur(1).then(Corruptions.missing(0.5)).plus(noise),
            Corruptions.missing(0.5))) {
      Measurements y = a.apply(X);
      double[] edited = edited(Guidances.consistency(y).whitened(sd), m, sd);
      double[] exact = posterior(y, m, sd);
      for (int k = 0; k < exact.length; k++) {
        assertEquals(exact[k], edited[k], 1e-6, a.text() + " at " + k);
      }
    }
  }

  /** D − σ²∇ₓE(D(x)) for the denoiser of N(m, sd²) at x = X. */
  private static double[] edited(Term term, double m, double sd) {
    double sigma2 = Bench.SIGMA * Bench.SIGMA;
    return Bench.scoped(
        () -> {
          NDArray x = Grad.leaf(Bench.precise(X));
          var step = Bench.step(x, X.ids(), 4);
          return Grad.on(
                  () -> {
                    var d = x.mul(sd * sd).add(sigma2 * m).div(sd * sd + sigma2);
                    var gradient = Grad.of(term.of(d, step), x);
                    return d.sub(gradient.mul(sigma2)).stopGradient();
                  })
              .toDoubleArray();
        });
  }

  /**
   * E[x₀ | x, y] of the first image and the second by solving (1/r² + AᵀA/σ_y²) x₀ = D/r² +
   * Aᵀy/σ_y² with the matrix A read off the realised operator; without noise σ_y is all but 0.
   */
  private static double[] posterior(Measurements y, double m, double sd) {
    double sigma2 = Bench.SIGMA * Bench.SIGMA;
    double r2 = sigma2 * sd * sd / (sigma2 + sd * sd);
    double noise2 = Math.max(y.noiseLevel() * y.noiseLevel(), 1e-10);
    int pixels = 64;
    var mean = new double[2 * pixels];
    float[] x = X.values();
    for (int i = 0; i < 2; i++) {
      double[][] a = matrix(y.get(i), pixels);
      float[] data = y.get(i).values();
      var system = new double[pixels][pixels + 1];
      for (int p = 0; p < pixels; p++) {
        system[p][p] = 1 / r2;
        double d = (sd * sd * x[i * pixels + p] + sigma2 * m) / (sd * sd + sigma2);
        system[p][pixels] = d / r2;
        for (int k = 0; k < data.length; k++) {
          system[p][pixels] += a[k][p] * data[k] / noise2;
          for (int q = 0; q < pixels; q++) {
            system[p][q] += a[k][p] * a[k][q] / noise2;
          }
        }
      }
      solve(system);
      for (int p = 0; p < pixels; p++) {
        mean[i * pixels + p] = system[p][pixels];
      }
    }
    return mean;
  }

  /** A of one image, measurement by pixel, from what it does to each single pixel. */
  private static double[][] matrix(Measurements y, int pixels) {
    int rows = y.values().length;
    var a = new double[rows][pixels];
    for (int p = 0; p < pixels; p++) {
      var unit = new double[pixels];
      unit[p] = 1;
      double[] column =
          Bench.scoped(
              () -> {
                var e = Torch.manager().create(unit, new Shape(1, 1, 8, 8));
                return Grad.off(() -> y.operator().of(e, Bench.step(e, y.ids(), 0)))
                    .toDoubleArray();
              });
      for (int k = 0; k < rows; k++) {
        a[k][p] = column[k];
      }
    }
    return a;
  }

  /** Gauss–Jordan elimination with pivoting; the last column becomes the solution. */
  private static void solve(double[][] system) {
    int n = system.length;
    for (int c = 0; c < n; c++) {
      int best = c;
      for (int r = c + 1; r < n; r++) {
        best = Math.abs(system[r][c]) > Math.abs(system[best][c]) ? r : best;
      }
      var row = system[best];
      system[best] = system[c];
      system[c] = row;
      for (int r = 0; r < n; r++) {
        double f = r == c ? 0 : system[r][c] / row[c];
        for (int k = c; k <= n && f != 0; k++) {
          system[r][k] -= f * row[k];
        }
      }
      double pivot = row[c];
      for (int k = c; k <= n; k++) {
        row[k] /= pivot;
      }
    }
  }

  @Test
  void should_say_when_whitening_is_not_possible() {
    var y = Corruptions.corruption("mirror", (x, s) -> x.flip(3)).apply(X);
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> energies(Guidances.consistency(y).whitened()));
    assertEquals(
        "consistency(y).whitened() needs a linear corruption; corruption(\"mirror\", …) is not known to be linear. Use consistency(y)",
        e.getMessage());
  }

  @Test
  void should_say_when_the_run_draws_other_shapes() {
    var y = Corruptions.observed(Bench.pictures(2, 1, 4, 4, 1));
    var e = assertThrows(IllegalArgumentException.class, () -> energies(Guidances.consistency(y)));
    assertEquals(
        "y measures images of shape [1, 4, 4], but the run draws [1, 8, 8]", e.getMessage());
  }

  @Test
  void should_refuse_a_prior_without_spread() {
    var y = Corruptions.observed(X);
    var e =
        assertThrows(IllegalArgumentException.class, () -> Guidances.consistency(y).whitened(0));
    assertEquals(
        "whitened(sd) needs the prior's standard deviation, above 0, not 0.0", e.getMessage());
  }

  @Test
  void should_print_the_operator_within_the_equation() {
    var y = Corruptions.missing(0.8).plus(Corruptions.gaussian(0.05)).apply(X);
    assertEquals(
        "consistency(missing(0.8).plus(gaussian(0.05)) of 2 images, noise 0.05).whitened()",
        Guidances.consistency(y).whitened().text());
    assertEquals(
        "\\tfrac12 \\lVert y - m_{0.8} \\odot \\hat x_0 \\rVert^2",
        Guidances.consistency(y).equation("\\hat x_0"));
  }

  /** Energies at a flat gray of one half. */
  private static double[] energies(Term term) {
    return Bench.scoped(
        () -> {
          var x0 = Bench.precise(X).mul(0).add(0.5);
          return Grad.off(() -> term.of(x0, Bench.step(x0, X.ids(), 0))).toDoubleArray();
        });
  }
}
