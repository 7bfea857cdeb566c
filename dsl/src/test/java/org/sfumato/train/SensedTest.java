package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Masked;
import org.sfumato.judge.Judging;
import org.sfumato.loss.Losses;
import org.sfumato.metric.Metrics;
import org.sfumato.network.Networks;
import org.sfumato.restore.Restorers;
import org.sfumato.sampler.Samplers;

/** Learning from compressed sensing: each image was seen through random sums of its pixels. */
class SensedTest {
  private static final int SIDE = 8;
  private static final int SUMS = 24;

  /** A dark or a bright half, left or upper: a law that sums of pixels tell something about. */
  private static Images halves(int n) {
    var values = new float[n * SIDE * SIDE];
    for (int i = 0; i < n; i++) {
      boolean left = i % 2 == 0;
      float bright = .6f + .3f * ((i * 7919) % 97) / 97;
      for (int r = 0; r < SIDE; r++) {
        for (int c = 0; c < SIDE; c++) {
          values[(i * SIDE + r) * SIDE + c] = (left ? c : r) < SIDE / 2 ? bright : 1 - bright;
        }
      }
    }
    return Data.imagesOf(values, n, 1, SIDE, SIDE);
  }

  @Test
  @Tag("slow")
  void should_restore_from_sums_what_it_has_only_seen_in_sums() {
    var A = Corruptions.sensing(SUMS);
    var x = halves(160);
    var fit =
        Trainings.train(Networks.unet(SIDE, 1).channels(16, 32))
            .on(A.apply(x.range(0, 128)))
            .minimise(Losses.ambient(A, A.further(.1)))
            .steps(1200)
            .batch(16)
            .rate(3e-3)
            .ema(500)
            .seed(1)
            .fit();
    var losses = fit.losses();
    double first = losses.subList(0, 40).stream().mapToDouble(l -> l).average().orElseThrow();
    assertTrue(fit.last() < .5 * first, first + " → " + fit.last());
    assertTrue(fit.learntFrom().contains("measurements"), fit.learntFrom());

    var held = x.range(128, 160);
    var restored = Restorers.oneStep(fit.model()).restore(A.apply(held));
    double psnr = Judging.score(restored, Metrics.psnr().against(held)).value("PSNR");
    double adjoint =
        Judging.score(A.apply(held).preview(), Metrics.psnr().against(held)).value("PSNR");
    // The best single picture for all of them, which knows nothing of the sums.
    double mean = Judging.score(flat(held), Metrics.psnr().against(held)).value("PSNR");
    assertTrue(psnr > adjoint + 4 && psnr > mean + 2, psnr + " " + adjoint + " " + mean);
    assertTrue(fit.model() instanceof Masked);
    var drawn = Samplers.sample(fit.model()).with(Samplers.heun(10)).seed(1).draw(16);
    double nearest = 0;
    for (int i = 0; i < drawn.size(); i++) {
      nearest += nearest(drawn.get(i), x) / drawn.size();
    }
    assertTrue(nearest < .03, "mean squared distance to the nearest clean image: " + nearest);
    assertEquals(A.further(.1).text(), fit.model().provenance().identity().get("masks"));
  }

  private static Images flat(Images x) {
    int pixels = SIDE * SIDE;
    var v = x.values();
    var mean = new float[pixels];
    for (int k = 0; k < v.length; k++) {
      mean[k % pixels] += v[k] / x.size();
    }
    var all = new float[v.length];
    for (int k = 0; k < v.length; k++) {
      all[k] = mean[k % pixels];
    }
    return Data.imagesOf(all, x.size(), 1, SIDE, SIDE);
  }

  private static double nearest(Images one, Images all) {
    var v = one.values();
    var w = all.values();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < all.size(); i++) {
      double sum = 0;
      for (int k = 0; k < v.length; k++) {
        double d = v[k] - w[i * v.length + k];
        sum += d * d / v.length;
      }
      best = Math.min(best, sum);
    }
    return best;
  }

  @Test
  void should_refuse_the_same_sums_of_all_images() {
    var A = Corruptions.sensing(SUMS).shared();
    var y = A.apply(halves(8));
    var training =
        Trainings.train(Networks.unet(SIDE, 1).channels(8, 16))
            .on(y)
            .minimise(Losses.ambient(A, A.further(.1)));
    var e = assertThrows(IllegalArgumentException.class, training::fit);
    assertTrue(e.getMessage().contains("takes the same measurements of all images"), e.toString());
  }
}
