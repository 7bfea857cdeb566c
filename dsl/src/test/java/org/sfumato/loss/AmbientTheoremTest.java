package org.sfumato.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.corruption.Corruptions;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.random.Noise;

/**
 * The theorem of Daras et al. 2023: what minimises the loss on corrupted images is E[x₀ | Ãx_t, Ã],
 * the mean over clean images that were never seen. For a Gaussian that mean is known in closed form
 * and affine for each mask, so the least loss among affine denoisers, one for each mask, must have
 * it.
 */
class AmbientTheoremTest {
  private static final int D = 3;
  private static final int N = 40_000;
  private static final int ROUNDS = 8;
  private static final double P = .3;
  private static final double DELTA = .4;

  /** Noise level in [0, 1] units. */
  private static final double SIGMA = .06;

  private static final double[] MEAN = {.45, .5, .55};
  private static final double[][] COVARIANCE = {
    {.0064, .0050, .0020}, {.0050, .0081, -.0010}, {.0020, -.0010, .0049}
  };

  /** The normal equations of each mask and each pixel, gathered from the loss itself. */
  private final double[][][][] normal = new double[1 << D][D][D + 1][D + 1];

  private final double[][][] right = new double[1 << D][D][D + 1];

  @Test
  @Tag("slow")
  void should_have_the_mean_of_the_clean_image_as_its_minimiser() {
    for (int round = 0; round < ROUNDS; round++) {
      gather(round);
    }
    double square = 0;
    double weight = 0;
    for (int mask = 0; mask < 1 << D; mask++) {
      int seen = Integer.bitCount(mask);
      double share =
          Math.pow((1 - P) * (1 - DELTA), seen) * Math.pow(1 - (1 - P) * (1 - DELTA), D - seen);
      for (int pixel = 0; pixel < D; pixel++) {
        double[] fitted = solved(mask, pixel);
        double[] exact = posterior(mask, pixel);
        square += share * gap(fitted, exact, mask);
        weight += share * COVARIANCE[pixel][pixel];
      }
    }
    double relative = Math.sqrt(square / weight);
    assertTrue(relative < .02, "the minimiser is off by " + relative);
  }

  /** The mean squared difference of two affine denoisers under the law of what they see. */
  private static double gap(double[] a, double[] b, int mask) {
    double mean = a[D] - b[D];
    for (int j = 0; j < D; j++) {
      mean += (a[j] - b[j]) * MEAN[j];
    }
    double sum = mean * mean;
    for (int j = 0; j < D; j++) {
      for (int k = 0; k < D; k++) {
        double both = (mask >> j & 1) == 1 && (mask >> k & 1) == 1 ? 1 : 0;
        double c = COVARIANCE[j][k] + (j == k ? SIGMA * SIGMA : 0);
        sum += both * (a[j] - b[j]) * (a[k] - b[k]) * c;
      }
    }
    return sum;
  }

  /** E[x₀ | x_v + σn] = μ + C_v (C_vv + σ²I)⁻¹ (u_v − μ_v), in double precision. */
  private static double[] posterior(int mask, int pixel) {
    int[] v = IntStream.range(0, D).filter(j -> (mask >> j & 1) == 1).toArray();
    var affine = new double[D + 1];
    affine[D] = MEAN[pixel];
    if (v.length == 0) {
      return affine;
    }
    RealMatrix c = new Array2DRowRealMatrix(v.length, v.length);
    var row = new ArrayRealVector(v.length);
    for (int a = 0; a < v.length; a++) {
      row.setEntry(a, COVARIANCE[pixel][v[a]]);
      for (int b = 0; b < v.length; b++) {
        c.setEntry(a, b, COVARIANCE[v[a]][v[b]] + (a == b ? SIGMA * SIGMA : 0));
      }
    }
    var gain = new LUDecomposition(c).getSolver().solve(row);
    for (int a = 0; a < v.length; a++) {
      affine[v[a]] = gain.getEntry(a);
      affine[D] -= gain.getEntry(a) * MEAN[v[a]];
    }
    return affine;
  }

  /** The least loss of one pixel's affine denoiser; what a mask hides has no coefficient. */
  private double[] solved(int mask, int pixel) {
    int[] used = IntStream.rangeClosed(0, D).filter(j -> j == D || (mask >> j & 1) == 1).toArray();
    RealMatrix a = new Array2DRowRealMatrix(used.length, used.length);
    var b = new ArrayRealVector(used.length);
    for (int i = 0; i < used.length; i++) {
      b.setEntry(i, right[mask][pixel][used[i]]);
      for (int k = 0; k < used.length; k++) {
        a.setEntry(i, k, normal[mask][pixel][used[i]][used[k]]);
      }
    }
    var w = new LUDecomposition(a).getSolver().solve(b);
    var affine = new double[D + 1];
    for (int i = 0; i < used.length; i++) {
      affine[used[i]] = w.getEntry(i);
    }
    return affine;
  }

  /**
   * The loss is quadratic in what the denoiser answers, q (d − t)² for each pixel; its gradient at
   * two answers gives q and q t.
   */
  private void gather(int round) {
    var A = Corruptions.missing(P).seed(round);
    var y = A.apply(Data.imagesOf(gaussian(round), N, 1, 1, D));
    var loss = Losses.ambient(A, A.further(DELTA)).levels(Math.log(2 * SIGMA), 0).on(y);
    Bench.scoped(
        () -> {
          var like = Torch.manager().zeros(new Shape(N, 1, 1, D));
          int[] places = IntStream.range(0, N).toArray();
          var s = new ChunkStep(like, y.ids(), places, N, new Noise(round), 0, 0, 0);
          var given = new NDList();
          float[] at0 = slope(loss, s.at(y), s, like, given);
          float[] at1 = slope(loss, s.at(y), s, like.add(1), given);
          float[] u = given.get(0).toFloatArray();
          float[] m = given.get(1).toFloatArray();
          for (int i = 0; i < N; i++) {
            add(i, u, m, at0, at1);
          }
          return null;
        });
  }

  private void add(int i, float[] u, float[] m, float[] at0, float[] at1) {
    int mask = 0;
    var phi = new double[D + 1];
    phi[D] = 1;
    for (int j = 0; j < D; j++) {
      mask |= m[i * D + j] > 0 ? 1 << j : 0;
      phi[j] = m[i * D + j] > 0 ? u[i * D + j] : 0;
    }
    for (int pixel = 0; pixel < D; pixel++) {
      double q = at1[i * D + pixel] - (double) at0[i * D + pixel];
      for (int j = 0; j <= D; j++) {
        right[mask][pixel][j] -= phi[j] * at0[i * D + pixel];
        for (int k = 0; k <= D; k++) {
          normal[mask][pixel][j][k] += q * phi[j] * phi[k];
        }
      }
    }
  }

  private static float[] slope(Loss loss, NDArray y, ChunkStep s, NDArray answer, NDList given) {
    var d = Grad.leaf(answer);
    Loss.Denoiser net =
        new Loss.Denoiser() {
          @Override
          public NDArray denoise(NDArray x, NDArray sigma) {
            throw new AssertionError("ambient tells the network what it sees");
          }

          @Override
          public NDArray denoise(NDArray masked, NDArray seen, NDArray sigma) {
            assertEquals(SIGMA, sigma.toFloatArray()[0], 1e-6);
            given.clear();
            given.addAll(Arrays.asList(masked, seen));
            return d;
          }
        };
    return Grad.on(() -> Grad.of(loss.of(net, y, s).sum(), d)).toFloatArray();
  }

  /** Draws from N(MEAN, COVARIANCE), which keeps six deviations from 0 and 1. */
  private static float[] gaussian(int seed) {
    var l =
        new org.apache.commons.math3.linear.CholeskyDecomposition(
                new Array2DRowRealMatrix(COVARIANCE))
            .getL();
    var random = new Random(seed);
    var values = new float[N * D];
    for (int i = 0; i < N; i++) {
      var z = new ArrayRealVector(D);
      for (int j = 0; j < D; j++) {
        z.setEntry(j, random.nextGaussian());
      }
      var x = l.operate(z);
      for (int j = 0; j < D; j++) {
        values[i * D + j] = (float) Math.min(1, Math.max(0, MEAN[j] + x.getEntry(j)));
      }
    }
    return values;
  }
}
