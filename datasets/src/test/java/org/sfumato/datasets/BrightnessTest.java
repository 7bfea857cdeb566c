package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.metric.Metrics;

/**
 * How far one comes with brightness alone: a logistic regression on a picture's mean, its maximum
 * and a histogram of 16 bins, learnt from all training slices, tried on all of the held-out
 * patients.
 */
@Tag("slow")
class BrightnessTest {
  private static final int BINS = 16;

  @ParameterizedTest
  @ValueSource(strings = {"phantom/ct-reports", "phantom/t1-reports"})
  void should_not_tell_the_findings(String id) {
    var pairs = Data.dataset(id).withReports();
    // 19 weights are well fitted by 2,400 slices, which take a while to compute.
    var some = pairs.train().first(2400);
    var train = features(some.pictures());
    var test = features(pairs.test().pictures());
    standardise(train, test);
    var auc = new double[pairs.findings().size()];
    for (int k = 0; k < auc.length; k++) {
      var name = pairs.findings().get(k);
      var weights = fitted(train, column(some.labels(name)));
      var scores = Arrays.stream(test).mapToDouble(x -> dot(weights, x)).toArray();
      auc[k] = Metrics.auc(scores, column(pairs.test().labels(name))).value();
    }
    double macro = Arrays.stream(auc).average().orElseThrow();
    assertTrue(macro < 0.65, "macro AUC " + macro + " of " + Arrays.toString(auc));
  }

  private static int[] column(int[][] labels) {
    return Arrays.stream(labels).mapToInt(row -> row[0]).toArray();
  }

  /** A constant, mean, maximum, and the share of pixels in each bin. */
  private static double[][] features(Images x) {
    var all = new double[x.size()][3 + BINS];
    var grey = new float[x.height() * x.width()];
    for (int i = 0; i < all.length; i++) {
      x.read(i, grey, 0);
      var f = all[i];
      f[0] = 1;
      for (float v : grey) {
        f[1] += v / grey.length;
        f[2] = Math.max(f[2], v);
        f[3 + Math.min(BINS - 1, (int) (BINS * v))] += 1. / grey.length;
      }
    }
    return all;
  }

  private static void standardise(double[][] train, double[][] test) {
    for (int k = 1; k < train[0].length; k++) {
      int at = k;
      double mean = Arrays.stream(train).mapToDouble(f -> f[at]).average().orElseThrow();
      double variance =
          Arrays.stream(train)
              .mapToDouble(f -> (f[at] - mean) * (f[at] - mean))
              .average()
              .getAsDouble();
      double sd = Math.sqrt(variance) + 1e-9;
      for (var part : new double[][][] {train, test}) {
        for (var f : part) {
          f[k] = (f[k] - mean) / sd;
        }
      }
    }
  }

  /** Newton's method on the likelihood, with a little of a ridge: shares sum to one. */
  private static double[] fitted(double[][] x, int[] y) {
    int n = x[0].length;
    var w = new double[n];
    for (int round = 0; round < 12; round++) {
      var gradient = new double[n];
      var hessian = new double[n][n];
      for (int i = 0; i < x.length; i++) {
        double p = 1 / (1 + Math.exp(-dot(w, x[i])));
        for (int a = 0; a < n; a++) {
          gradient[a] += (y[i] - p) * x[i][a];
          for (int b = 0; b < n; b++) {
            hessian[a][b] += p * (1 - p) * (x[i][a] * x[i][b]);
          }
        }
      }
      for (int a = 0; a < n; a++) {
        gradient[a] -= 1e-1 * w[a];
        hessian[a][a] += 1e-1;
      }
      var step =
          new CholeskyDecomposition(new Array2DRowRealMatrix(hessian))
              .getSolver()
              .solve(new ArrayRealVector(gradient));
      for (int a = 0; a < n; a++) {
        w[a] += step.getEntry(a);
      }
    }
    return w;
  }

  private static double dot(double[] w, double[] x) {
    double sum = 0;
    for (int k = 0; k < w.length; k++) {
      sum += w[k] * x[k];
    }
    return sum;
  }
}
