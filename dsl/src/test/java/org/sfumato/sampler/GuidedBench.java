package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.sfumato.ImageId;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.diffusion.Diffusion;

/** A prior of known answers, and what watches a draw from it. */
final class GuidedBench {
  static final int SIDE = 4;
  static final double M = .4;
  static final double SD = .2;
  static final Prior PRIOR = Diffusion.gaussianPrior(M, SD).shape(1, SIDE, SIDE);

  /** Counts how often it is asked; its gradient at x̂₀ is 1 everywhere. */
  static final class Counted implements Term {
    final AtomicInteger calls = new AtomicInteger();
    final List<Double> progress = new ArrayList<>();

    @Override
    public NDArray of(NDArray x0, Step s) {
      calls.incrementAndGet();
      progress.add(s.progress());
      return x0.reshape(x0.getShape().get(0), -1).sum(new int[] {1});
    }
  }

  /** D and D̃ of each evaluation, seen through hooks. */
  static final class Watch implements Hook {
    final List<float[]> before = new ArrayList<>();
    final List<float[]> after = new ArrayList<>();
    final List<Double> sigmas = new ArrayList<>();

    @Override
    public NDArray denoised(NDArray d, Step s) {
      before.add(d.stopGradient().toFloatArray());
      return d;
    }

    @Override
    public NDArray score(NDArray d, Step s) {
      after.add(d.toFloatArray());
      sigmas.add(s.sigma());
      return d;
    }
  }

  static Watch watch(Prior prior, Term term, Sampler sampler, int n) {
    var watch = new Watch();
    run(prior, term, sampler, n, List.of(watch));
    return watch;
  }

  static Drawn run(Prior prior, Term term, Sampler sampler, int n, List<Hook> hooks) {
    var path = Diffusion.ve(.01, 10);
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < n; i++) {
      ids.add(new ImageId("draw", i));
    }
    int[] shape = prior.imageShape();
    var state = new float[n * shape[0] * shape[1] * shape[2]];
    var random = new java.util.Random(3);
    for (int k = 0; k < state.length; k++) {
      state[k] = (float) (.5 + 10 * random.nextGaussian());
    }
    return new Loop(prior, path, sampler, 10, term.guidance(), hooks, 1)
        .run(ids, state, shape, "test", Provenance.NONE);
  }

  private GuidedBench() {}
}
