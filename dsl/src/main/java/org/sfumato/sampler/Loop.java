package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sfumato.Cancel;
import org.sfumato.Guidance;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Sde;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * The one loop that takes images from noise to picture; no other file steps σ. All images advance
 * together, chunk by chunk; noise is made ahead on the host; each step has a scope of native memory of
 * its own; the cancel flag is polled before each chunk.
 */
public final class Loop {
  /** Images whose way is kept for filmstrips and live pictures. */
  private static final int KEPT = 8;

  private final Prior prior;
  private final Sde path;
  private final Sampler sampler;
  private final double start;
  private final double[] sigmas;
  private final Guidance guidance;
  private final Noise noise;
  private final List<Hook> hooks;
  private final GuidedDenoiser denoiser;
  private final List<Diagnostics.Evaluation> record = new ArrayList<>();
  private final List<Drawn.Frame> frames = new ArrayList<>();
  private int calls;
  private boolean warned;

  /** @param start the noise level at which the run begins */
  public Loop(Prior prior, Sde path, Sampler sampler, double start, Guidance guidance, List<Hook> hooks, long seed) {
    this.prior = prior;
    this.path = path;
    this.sampler = sampler;
    this.start = start;
    var grid = sampler.grid().orElse(new org.sfumato.diffusion.Grid.Uniform());
    this.sigmas = grid.sigmas(path, start, sampler.steps());
    check();
    this.guidance = guidance;
    this.noise = new Noise(seed);
    this.hooks = List.copyOf(hooks);
    this.denoiser = new GuidedDenoiser(prior, guidance, hooks);
  }

  private void check() {
    for (int i = 0; i + 1 < sigmas.length; i++) {
      if (!(sigmas[i + 1] < sigmas[i])) {
        throw new IllegalArgumentException(
            "the run would go from σ %s to σ %s, which is not down; start higher or take fewer steps"
                .formatted(Numbers.text(sigmas[i]), Numbers.text(sigmas[i + 1])));
      }
    }
    double low = sigmas[sigmas.length - 2];
    double slack = 1 + 1e-9;
    if (start > prior.sigmaMax() * slack || low * slack < prior.sigmaMin()) {
      throw new IllegalArgumentException(
          "%s knows σ %s–%s; %s %s: use ve(%s, %s)"
              .formatted(
                  prior.text(),
                  Numbers.text(prior.sigmaMin()),
                  Numbers.text(prior.sigmaMax()),
                  path.text(),
                  start > prior.sigmaMax() * slack ? "starts at " + Numbers.text(start) : "goes down to " + Numbers.text(low),
                  Numbers.text(Math.max(low, prior.sigmaMin())),
                  Numbers.text(Math.min(start, prior.sigmaMax()))));
    }
  }

  /** The noise levels of this run, σ₀ … σₙ = 0. */
  public double[] sigmas() {
    return sigmas.clone();
  }

  /**
   * Runs from a state.
   *
   * @param ids which images these are
   * @param state {@code N·C·H·W} values of x at the start, on the heap
   * @param shape {@code [C, H, W]}
   * @param text the expression of the result
   * @throws Interrupted if it was stopped; it carries the denoised images so far
   */
  public Drawn run(List<ImageId> ids, float[] state, int[] shape, String text, Provenance provenance) {
    Torch.start();
    var chunks = Chunks.of(ids.size());
    var x = new ArrayList<NDArray>();
    var clean = new float[state.length];
    var ticker = new Ticker("draw %d from %s".formatted(ids.size(), prior.text()), sampler.steps(), 0);
    try {
      for (var places : chunks) {
        x.add(upload(state, places, shape));
      }
      var ahead = ahead(ids, shape, 0);
      for (int i = 0; i < sampler.steps(); i++) {
        var z = ahead.join();
        ahead = ahead(ids, shape, i + 1);
        var collected = new ArrayList<List<Diagnostics.Pull>>();
        for (int c = 0; c < chunks.size(); c++) {
          if (Cancel.requested()) {
            throw new Interrupted(
                "sampling stopped at step %d of %d (σ %s); the images as they were are in lastDrawn()"
                    .formatted(i, sampler.steps(), Numbers.text(sigmas[i])),
                null);
          }
          step(i, c, chunks.get(c), x, ids, shape, z, clean, collected);
        }
        remember(i, collected, ids, clean, shape);
        int done = i + 1;
        ticker.tick(done, "σ " + Numbers.text(new java.math.BigDecimal(sigmas[i]).round(new java.math.MathContext(3)).doubleValue()), live());
      }
      for (int c = 0; c < chunks.size(); c++) {
        download(x.get(c), chunks.get(c), clean, shape);
      }
      ticker.finish(sampler.evaluations() + " evaluations in " + Numbers.text(Math.round(ticker.seconds() * 10) / 10.0) + " s");
      return finished(ids, clean, shape, text, provenance, ticker.seconds());
    } catch (Interrupted | GuidedDenoiser.NotFinite stopped) {
      ticker.finish("stopped");
      var kept = finished(ids, clean, shape, text, provenance.with("stopped", "step " + record.size()), ticker.seconds());
      LastDrawn.keep(kept);
      if (stopped instanceof Interrupted) {
        throw new Interrupted(stopped.getMessage(), kept);
      }
      throw new IllegalStateException(stopped.getMessage() + "; the images as they were are in lastDrawn()", stopped);
    } catch (RuntimeException e) {
      ticker.finish("failed");
      throw e;
    } finally {
      x.forEach(NDArray::close);
    }
  }

  private void step(
      int i, int c, int[] places, List<NDArray> x, List<ImageId> ids, int[] shape, float[] z, float[] clean, List<List<Diagnostics.Pull>> collected) {
    int real = Chunks.real(places);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var here = new ArrayList<ImageId>();
      for (int p : places) {
        here.add(ids.get(p));
      }
      var state = x.get(c);
      double u = progress(sigmas[i]);
      var at = new ChunkStep(state, here, places, ids.size(), noise, sigmas[i], u, i);
      var first = new boolean[] {true};
      var stage =
          new Stage() {
            @Override
            public NDArray x() {
              return state;
            }

            @Override
            public double sigma() {
              return sigmas[i];
            }

            @Override
            public double next() {
              return sigmas[i + 1];
            }

            @Override
            public NDArray denoise(NDArray x, double sigma) {
              var pulls = new ArrayList<Diagnostics.Pull>();
              var s = new ChunkStep(x, here, places, ids.size(), noise, sigma, progress(sigma), i);
              var d = denoiser.denoise(x, sigma, s, real, pulls);
              if (c == 0) {
                calls++;
              }
              if (first[0]) {
                first[0] = false;
                collected.add(pulls);
                download(d, places, clean, shape);
              }
              return d;
            }

            @Override
            public NDArray noise() {
              return upload(z, places, shape);
            }
          };
      var next = org.sfumato.engine.Grad.off(() -> sampler.step(stage));
      for (var hook : hooks) {
        next = hook.state(next, at);
      }
      if (next == state) {
        throw new IllegalStateException(sampler.text() + " returned the state it was given; a step makes a new one");
      }
      NDScope.unregister(next);
      x.set(c, next);
      state.close();
    }
  }

  /** u, from 0 at the start of this run to 1 at the path's smallest σ, in the path's own time. */
  private double progress(double sigma) {
    double begin = path.time(start);
    double end = path.time(path.sigmaMin());
    double u = begin == end ? 1 : (begin - path.time(sigma)) / (begin - end);
    return Math.min(1, Math.max(0, u));
  }

  private CompletableFuture<float[]> ahead(List<ImageId> ids, int[] shape, int step) {
    if (!sampler.stochastic() || step >= sampler.steps()) {
      return CompletableFuture.completedFuture(new float[0]);
    }
    int one = shape[0] * shape[1] * shape[2];
    return CompletableFuture.supplyAsync(
        () -> {
          var z = new float[ids.size() * one];
          for (int k = 0; k < ids.size(); k++) {
            noise.normal("step", ids.get(k), step, z, k * one, one);
          }
          return z;
        });
  }

  private static NDArray upload(float[] all, int[] places, int[] shape) {
    int one = shape[0] * shape[1] * shape[2];
    var values = new float[places.length * one];
    for (int k = 0; k < places.length; k++) {
      System.arraycopy(all, places[k] * one, values, k * one, one);
    }
    return Torch.manager().create(values, new Shape(places.length, shape[0], shape[1], shape[2]));
  }

  private static void download(NDArray x, int[] places, float[] all, int[] shape) {
    int one = shape[0] * shape[1] * shape[2];
    var values = x.toFloatArray();
    for (int k = 0; k < Chunks.real(places); k++) {
      System.arraycopy(values, k * one, all, places[k] * one, one);
    }
  }

  private void remember(int i, List<List<Diagnostics.Pull>> collected, List<ImageId> ids, float[] clean, int[] shape) {
    var mean = collected.get(0);
    double score = collected.stream().mapToDouble(p -> p.get(0).edit()).average().orElse(0);
    var pulls = new ArrayList<Diagnostics.Pull>();
    for (int k = 1; k < mean.size(); k++) {
      int at = k;
      double edit = collected.stream().mapToDouble(p -> p.get(at).edit()).average().orElse(0);
      pulls.add(new Diagnostics.Pull(mean.get(k).term(), mean.get(k).weight(), edit));
      if (edit > 10 * score && !warned) {
        warned = true;
        System.err.printf(
            "«%s» moves the images %s times as far as the score function at step %d; a smaller weight, or normalised(), would leave the prior a say%n",
            mean.get(k).term(), Numbers.text(Math.round(edit / Math.max(score, 1e-12))), i);
      }
    }
    record.add(new Diagnostics.Evaluation(i, sigmas[i], progress(sigmas[i]), score, pulls));
    int kept = Math.min(KEPT, ids.size());
    frames.add(new Drawn.Frame(sigmas[i], images(ids.subList(0, kept), java.util.Arrays.copyOf(clean, kept * shape[0] * shape[1] * shape[2]), shape, "x̂₀", Provenance.NONE)));
  }

  private java.util.function.Supplier<Picture> live() {
    var images = frames.get(frames.size() - 1).images();
    boolean drawable = images.channels() == 1 || images.channels() == 3;
    return drawable && images.width() > 1 ? () -> org.sfumato.Drawing.found().grid(images) : null;
  }

  private Drawn finished(List<ImageId> ids, float[] clean, int[] shape, String text, Provenance provenance, double seconds) {
    long outside = 0;
    for (float v : clean) {
      outside += v < 0 || v > 1 ? 1 : 0;
    }
    double share = (double) outside / clean.length;
    var from =
        provenance
            .circumstance("seconds", Numbers.text(Math.round(seconds * 1000) / 1000.0))
            .circumstance("device", Torch.deviceName())
            .circumstance("clipped share", Numbers.text(share));
    var images = images(ids, clean, shape, text, from);
    return new Drawn(images, caption(), new Diagnostics(record), frames, calls, seconds, share);
  }

  private String caption() {
    var terms = guidance.parts().stream().map(Guidance.Part::label).distinct().toList();
    return prior.text() + (terms.isEmpty() ? ", unguided" : ", guided by " + String.join(" + ", terms));
  }

  private static Images images(List<ImageId> ids, float[] values, int[] shape, String text, Provenance from) {
    var clipped = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      // NaN only after guidance broke down; what is kept must still be a picture
      clipped[k] = Float.isNaN(values[k]) ? 0 : Math.min(1, Math.max(0, values[k]));
    }
    return Images.of(clipped, shape[0], shape[1], shape[2], ids, text, from);
  }
}
