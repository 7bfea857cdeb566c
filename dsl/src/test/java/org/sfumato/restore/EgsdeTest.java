package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.laws.Bench;
import org.sfumato.random.Noise;
import org.sfumato.sampler.Drawn;

/** EGSDE against its published update, carried out in the variance-preserving state by hand. */
class EgsdeTest {
  private static final int SIDE = 4;
  private static final int PIXELS = SIDE * SIDE;
  private static final double MEAN = .4;
  private static final double SD = .15;
  private static final Images X = Bench.pictures(2, 1, SIDE, SIDE, 3);
  private static final double[] ABAR = new double[1000];
  private static final double[] BETA = new double[1000];

  static {
    double kept = 1;
    for (int t = 0; t < 1000; t++) {
      BETA[t] = 1e-4 + t * (.02 - 1e-4) / 999;
      kept *= 1 - BETA[t];
      ABAR[t] = kept;
    }
  }

  /**
   * Functions/denoising.py of the authors' program with ε of a Gaussian prior, every level from 499
   * down, their "fixedsmall" noise; Φ with factor 4 is the mean of the image, and of two features
   * of an image, the sum of its upper and of its lower half, the cosine is plain to differentiate.
   */
  private static double[] published(int image, double ls, double li) {
    var noise = new Noise(5);
    var e = new float[PIXELS];
    noise.normal("start", X.id(image), 0, e, 0, PIXELS);
    var source = X.get(image).values();
    var y = new double[PIXELS];
    for (int k = 0; k < PIXELS; k++) {
      y[k] = Math.sqrt(ABAR[499]) * (2 * source[k] - 1) + Math.sqrt(1 - ABAR[499]) * e[k];
    }
    for (int t = 499; t >= 0; t--) {
      double before = t == 0 ? 1 : ABAR[t - 1];
      var xt = new double[PIXELS];
      for (int k = 0; k < PIXELS; k++) {
        xt[k] = Math.sqrt(ABAR[t]) * (2 * source[k] - 1) + Math.sqrt(1 - ABAR[t]) * e[k];
      }
      double apart = mean(y) - mean(xt);
      double[] cosine = cosineGradient(y, xt);
      var z = new float[PIXELS];
      noise.normal("step", X.id(image), 499 - t, z, 0, PIXELS);
      double spread = Math.sqrt(BETA[t] * (1 - before) / (1 - ABAR[t]));
      var next = new double[PIXELS];
      for (int k = 0; k < PIXELS; k++) {
        // The prior N(m, s²) in the network's range, seen through the path.
        double m = Math.sqrt(ABAR[t]) * (2 * MEAN - 1);
        double v = ABAR[t] * 4 * SD * SD + 1 - ABAR[t];
        double eps = Math.sqrt(1 - ABAR[t]) * (y[k] - m) / v;
        double mean = (y[k] - BETA[t] / Math.sqrt(1 - ABAR[t]) * eps) / Math.sqrt(1 - BETA[t]);
        double w = BETA[t] / Math.sqrt(1 - BETA[t]);
        // ‖Φ(y) − Φ(x)‖² is as many times the squared difference of the means as there are pixels.
        mean -= ls * w * cosine[k] + li * w * 2 * apart;
        next[k] = mean + (t == 0 ? 0 : spread * z[k]);
      }
      y = next;
    }
    var x = new double[PIXELS];
    for (int k = 0; k < PIXELS; k++) {
      x[k] = Math.min(1, Math.max(0, (y[k] + 1) / 2));
    }
    return x;
  }

  private static double mean(double[] a) {
    double sum = 0;
    for (double v : a) {
      sum += v / a.length;
    }
    return sum;
  }

  /** Of cos(f(y), f(x)) with respect to y, f the sums of the two halves. */
  private static double[] cosineGradient(double[] y, double[] x) {
    double[] a = halves(y);
    double[] b = halves(x);
    double la = Math.hypot(a[0], a[1]);
    double lb = Math.hypot(b[0], b[1]);
    double c = (a[0] * b[0] + a[1] * b[1]) / (la * lb);
    var g = new double[PIXELS];
    for (int k = 0; k < PIXELS; k++) {
      int h = k / (PIXELS / 2);
      g[k] = b[h] / (la * lb) - c * a[h] / (la * la);
    }
    return g;
  }

  private static double[] halves(double[] a) {
    var sums = new double[2];
    for (int k = 0; k < PIXELS; k++) {
      sums[k / (PIXELS / 2)] += a[k];
    }
    return sums;
  }

  /** The sums of the halves of the variance-preserving state; a cosine has no scale. */
  private static final Encoder HALVES =
      (x, s) -> x.sub(.5).reshape(x.getShape().get(0), 2, -1).sum(new int[] {2});

  private static Drawn translated(double ls, double li, int steps) {
    var prior = Diffusion.gaussianPrior(MEAN, SD).shape(1, SIDE, SIDE);
    return Restorers.egsde(prior, HALVES)
        .realism(ls)
        .faithfulness(li)
        .factor(4)
        .steps(steps)
        .seed(5)
        .restore(Corruptions.observed(X));
  }

  @Test
  void should_take_the_steps_that_were_published() {
    for (double[] weights : new double[][] {{0, 2}, {5, 2}}) {
      var drawn = translated(weights[0], weights[1], 500);
      for (int i = 0; i < 2; i++) {
        double[] exact = published(i, weights[0], weights[1]);
        var ours = drawn.get(i).values();
        var found = new double[PIXELS];
        for (int k = 0; k < PIXELS; k++) {
          found[k] = ours[k];
        }
        assertArrayEquals(exact, found, 2e-4, List.of(weights[0], weights[1]) + " at " + i);
      }
    }
  }

  @Test
  void should_say_who_steers_and_pull_nothing_through_the_network() {
    var drawn = translated(5, 2, 20);
    assertEquals(List.of("realistic", "faithful"), drawn.diagnostics().terms());
    assertEquals(0, drawn.cost().orElseThrow().pullBacks());
    assertEquals(20, drawn.cost().orElseThrow().evaluations());
    var p = Diffusion.gaussianPrior(MEAN, SD).shape(1, SIDE, SIDE);
    assertEquals(
        "egsde(gaussianPrior(0.4, 0.15))",
        Restorers.egsde(p).text().replace(".shape(1, 4, 4)", ""));
    assertTrue(
        Restorers.egsde(p).faithfulness(1).steps(20).text().endsWith(".faithfulness(1).steps(20)"));
  }

  @Test
  void should_refuse_weights_below_nothing() {
    var p = Diffusion.gaussianPrior(MEAN, SD).shape(1, SIDE, SIDE);
    assertEquals(
        "faithfulness(λ) of egsde is a weight from 0 up, not -1",
        assertThrows(IllegalArgumentException.class, () -> Restorers.egsde(p).faithfulness(-1))
            .getMessage());
  }
}
