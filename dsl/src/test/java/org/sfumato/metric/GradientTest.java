package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.metric.Metrics.gmsd;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;
import static org.sfumato.metric.Metrics.ssim;

import ai.djl.ndarray.NDScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Provenance;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;

class GradientTest {
  private static final double STEP = 1e-3;

  @Test
  void should_have_the_gradient_that_finite_differences_show() {
    Torch.start();
    var x = Patterns.of((i, j) -> .2 + .6 * Patterns.c(i, j));
    var y = Patterns.of((i, j) -> .2 + .6 * Patterns.a(i, j));
    for (var m : List.<Metric>of(mse(y), psnr(y), ssim(y), ssim(y).flat(), gmsd(y))) {
      var gradient = gradient(x, m);
      for (int k : new int[] {0, 33, 500, 527, 1023}) {
        double slope = (value(nudged(x, k, STEP), m) - value(nudged(x, k, -STEP), m)) / (2 * STEP);
        assertEquals(slope, gradient[k], 1e-6 + 2e-3 * Math.abs(slope), m.text() + " at " + k);
      }
    }
  }

  /** At the best value a root has no slope; guidance that arrives there must not break down. */
  @Test
  void should_have_a_finite_gradient_where_images_are_the_same() {
    var x = Patterns.of((i, j) -> i < 16 ? .5 : Patterns.a(i, j));
    for (var m : List.<Metric>of(mse(x), ssim(x), gmsd(x))) {
      for (float g : gradient(x, m)) {
        assertTrue(Float.isFinite(g), m.text());
      }
    }
  }

  private static float[] gradient(Images x, Metric m) {
    var found = new float[x.height() * x.width()][];
    Chunks.perImage(
        x,
        0,
        (batch, s) ->
            Grad.on(
                () -> {
                  var leaf = Grad.leaf(batch);
                  var value = m.of(leaf, s);
                  found[0] = Grad.of(value, leaf).get(0).toFloatArray();
                  return value.stopGradient();
                }));
    return found[0];
  }

  private static double value(Images x, Metric m) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Chunks.perImage(x, 0, m::of)[0];
    }
  }

  private static Images nudged(Images x, int k, double by) {
    var values = x.values();
    values[k] += (float) by;
    return Images.of(values, 1, x.height(), x.width(), x.ids(), "nudged", Provenance.NONE);
  }
}
