package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Corruption;
import org.sfumato.Data;
import org.sfumato.Measurements;
import org.sfumato.Prior;
import org.sfumato.Step;
import org.sfumato.corruption.Corruptions;
import org.sfumato.corruption.Mask;
import org.sfumato.diffusion.Diffusion;

/**
 * What restorers draw where the posterior is known in closed form: pixels in pairs, each pair
 * N((0.45, 0.55), 0.1² (1, 0.8; 0.8, 1)), so that a hidden pixel is known from its neighbour. The
 * laws are those of the published updates, carried through in double precision by {@code
 * gaussian.py} beside this test's resources; their distance from the posterior is each method's own
 * bias.
 */
class GaussianLawTest {
  private static final int SIDE = 64;
  private static final int N = 4;

  /** Sees every second column. */
  record Columns() implements Mask {
    @Override
    public NDArray seen(NDArray x, Step s) {
      long w = x.getShape().get(3);
      var place = x.getManager().arange((int) w).toType(DataType.FLOAT32, false);
      var even = place.div(2).floor().mul(2).eq(place);
      return even.toType(x.getDataType(), false)
          .reshape(1, 1, 1, w)
          .mul(x.onesLike().get(":, 0:1"));
    }
  }

  /**
   * A restorer of given measurements: the mean and the variance of both pixels of a pair and their
   * covariance; then, of the second pixel, how far the mean is from the posterior's in its standard
   * deviations, and the ratio of variances.
   */
  record Law(
      String name,
      Stepped<?> restorer,
      boolean mask,
      double noise,
      double[] law,
      double off,
      double ratio,
      String why) {
    @Override
    public String toString() {
      return name + (mask ? ", mask" : ", downsample") + ", noise " + noise;
    }
  }

  private static Prior pairs() {
    var pair =
        Diffusion.gaussianPrior(new double[] {.45, .55}, new double[][] {{.01, .008}, {.008, .01}});
    return Diffusion.denoiser("pairs", pair::denoise).shape(1, SIDE, SIDE);
  }

  /** Method, corruption, noise, offset, ratio, two means, two variances, covariance, reason. */
  private static final String LAWS =
      """
      piGdm | mask | 0 | -.089 | .657 | .519985 | .600673 | 3.283e-09 | .002366 | 5.068e-07 | data are taken to have variance 1 of [−1, 1], not 0.04, so what is seen is trusted late; little new noise narrows
      diffPir | mask | 0 | -.355 | .630 | .52 | .584718 | 0 | .002269 | 0 | the seen pixel tells the hidden one of itself only through the state, whose seen part is noised anew each step
      ddnm | mask | 0 | -.266 | .846 | .52 | .590046 | 0 | .003047 | 0 | as DiffPIR, but 15 % of the noise's direction is kept
      ddrm | mask | 0 | -.568 | .877 | .519638 | .571895 | 2.476e-05 | .003157 | 1.756e-05 | as DDNM in 20 steps; the last one returns D, which is not exactly y
      dps | mask | 0 | .049 | .696 | .519969 | .608931 | 2.103e-04 | .002506 | -3.451e-07 | the step has the length of the gradient of a norm, whatever the residual: it swings about y
      piGdm | mask | .05 | -.003 | .595 | .507699 | .594612 | 7.678e-04 | .002905 | 7.456e-04 | the same pull at each step, however short the step
      diffPir | mask | .05 | -.454 | .701 | .470737 | .563051 | .002738 | .003423 | .002462 | λ = 8 trusts the denoiser 16 times as much as the noise says
      ddnm | mask | .05 | -.122 | .650 | .506174 | .586277 | 2.411e-04 | .003171 | 8.547e-04 | the last steps add no noise where something was seen
      ddrm | mask | .05 | -.331 | .621 | .485986 | .571709 | .001659 | .003029 | .001901 | the last step returns a mean, D
      dps squared | mask | .05 | .287 | .589 | .518973 | .614869 | 7.803e-04 | .002872 | 5.055e-04 | the likelihood of x̂₀ is taken for that of x₀: too sure of y
      dps | mask | .05 | .202 | .514 | .519969 | .608931 | 2.103e-04 | .002506 | -3.451e-07 | the norm does not know σ_y: it draws as if there were no noise
      piGdm | downsample | 0 | 0 | .772 | .480011 | .57999 | .004244 | .004244 | .00309 | little new noise narrows what was not measured
      diffPir | downsample | 0 | 0 | .387 | .48 | .58 | .00213 | .00213 | .001496 | all noise is new, and 50 steps are few
      ddnm | downsample | 0 | 0 | .588 | .48 | .58 | .003234 | .003234 | .002323 | as DiffPIR, less so
      piGdm | downsample | .05 | .081 | .651 | .476161 | .576141 | .004627 | .004627 | .003473 | as with a mask
      diffPir | downsample | .05 | -.169 | .516 | .455015 | .555015 | .003669 | .003669 | .003035 | as with a mask
      dps squared | downsample | .05 | .071 | .8 | .475241 | .575241 | .005684 | .005684 | .004204 | as with a mask, less, for the mean of four pixels says less
      ddrm | downsample | 0 | -.001 | .440 | .479958 | .579958 | .002423 | .002423 | .001962 | as with a mask: 20 steps, each with 15 % of the noise's direction kept
      dps | downsample | 0 | 0 | .866 | .479984 | .579992 | .004768 | .004762 | .003283 | as with a mask; what was not measured is drawn well
      ddnm | downsample | .05 | .044 | .455 | .473005 | .573005 | .003235 | .003235 | .002324 | as with a mask
      ddrm | downsample | .05 | -.058 | .445 | .464408 | .564408 | .00316 | .00316 | .0027 | as with a mask
      dps | downsample | .05 | .127 | .670 | .479984 | .579992 | .004768 | .004762 | .003283 | as without noise, which the norm does not know
      """;

  static Stream<Law> laws() {
    return LAWS.lines().map(GaussianLawTest::law);
  }

  private static Law law(String line) {
    var w = line.split(" \\| ");
    var n = Arrays.stream(w, 2, 10).mapToDouble(Double::parseDouble).toArray();
    return new Law(
        w[0],
        restorer(w[0]),
        w[1].equals("mask"),
        n[0],
        Arrays.copyOfRange(n, 3, 8),
        n[1],
        n[2],
        w[10]);
  }

  private static Stepped<?> restorer(String name) {
    var p = pairs();
    return switch (name) {
      case "piGdm" -> Restorers.piGdm(p).steps(50);
      case "diffPir" -> Restorers.diffPir(p).steps(50);
      case "ddnm" -> Restorers.ddnm(p).steps(50);
      case "ddrm" -> Restorers.ddrm(p);
      case "dps" -> Restorers.dps(p).steps(200);
      case "dps squared" -> Restorers.dps(p).steps(200).squared();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Measurements measured(boolean mask) {
    var values = new float[N * SIDE * SIDE];
    Arrays.fill(values, mask ? .52f : .53f);
    Corruption a = mask ? new Columns() : Corruptions.downsample(2);
    return a.apply(Data.imagesOf(values, N, 1, SIDE, SIDE));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void should_draw_from_the_law_of_the_published_update(Law law) {
    float[] x = law.restorer.noiseLevel(law.noise).seed(3).restore(measured(law.mask)).values();
    double[] found = moments(x);
    int n = x.length / 2;
    // Pixels of one image share the norm that dps divides by, and blocks share a measurement.
    double error = 4.5 / Math.sqrt(n / (law.mask ? 1. : 2.));
    double[] w = law.law;
    for (int k = 0; k < 2; k++) {
      assertEquals(w[k], found[k], error * Math.sqrt(w[2 + k]) + 3e-4, law + ": mean " + k);
      assertEquals(
          w[2 + k], found[2 + k], error * Math.sqrt(2) * w[2 + k] + 2e-6, law + ": variance " + k);
    }
    assertEquals(w[4], found[4], error * Math.sqrt(2 * w[2] * w[3]) + 2e-6, law + ": covariance");
  }

  /** The bias of each method against the closed form, as a number. */
  @ParameterizedTest
  @MethodSource("laws")
  void should_be_known_how_far_the_law_is_from_the_posterior(Law law) {
    // K = S Aᵀ(A S Aᵀ + σ_y²)⁻¹, for one seen pixel of two or the mean of four.
    double v = law.noise * law.noise;
    double mean =
        law.mask ? .55 + .008 / (.01 + v) * (.52 - .45) : .55 + .0045 / (.0045 + v) * (.53 - .5);
    double variance = law.mask ? .01 - .008 * .008 / (.01 + v) : .01 - .0045 * .0045 / (.0045 + v);
    assertEquals(law.off, (law.law[1] - mean) / Math.sqrt(variance), .002, law + ": " + law.why);
    assertEquals(law.ratio, law.law[3] / variance, .002, law + ": " + law.why);
  }

  private static double[] moments(float[] x) {
    int n = x.length / 2;
    double a = 0;
    double b = 0;
    for (int k = 0; k < n; k++) {
      a += x[2 * k] / (double) n;
      b += x[2 * k + 1] / (double) n;
    }
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int k = 0; k < n; k++) {
      aa += (x[2 * k] - a) * (x[2 * k] - a) / n;
      bb += (x[2 * k + 1] - b) * (x[2 * k + 1] - b) / n;
      ab += (x[2 * k] - a) * (x[2 * k + 1] - b) / n;
    }
    return new double[] {a, b, aa, bb, ab};
  }

  /**
   * Where data have variance 1 of [−1, 1], that is a standard deviation of ½ here, r² is what x
   * leaves unknown and D + (1 + 4σ²) times the edit is E[x₀ | x, y]: ΠGDM's direction is exact.
   */
  @Test
  void should_lead_pigdm_to_the_mean_given_state_and_measurements_if_data_have_unit_variance() {
    double level = .005;
    var x = org.sfumato.laws.Bench.pictures(2, 1, 8, 8, 1);
    var y = Corruptions.missing(.4).plus(Corruptions.gaussian(level)).apply(x);
    var prior = Diffusion.gaussianPrior(.5, .5).shape(1, 8, 8);
    var restored = Restorers.piGdm(prior).steps(1).seed(5).restore(y);
    double sigma = new org.sfumato.diffusion.Ddpm(0, 999).descending(1)[0];
    double k = .25 / (.25 + sigma * sigma);
    double r2 = .25 * sigma * sigma / (.25 + sigma * sigma);
    var z = new float[64];
    int seen = 0;
    for (int i = 0; i < 2; i++) {
      new org.sfumato.random.Noise(5).normal("start", y.ids().get(i), 0, z, 0, 64);
      for (int j = 0; j < 64; j++) {
        double state = .5 + sigma * z[j];
        double d = .5 + k * (state - .5);
        float m = y.values()[64 * i + j];
        seen += m != 0 ? 1 : 0;
        double exact = m == 0 ? d : d + r2 / (r2 + level * level) * (m - d);
        double out = restored.values()[64 * i + j];
        assertEquals(exact, d + (1 + 4 * sigma * sigma) * (out - d), 2e-6);
      }
    }
    assertTrue(seen > 40);
  }
}
