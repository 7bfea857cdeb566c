package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sfumato.Cancel;
import org.sfumato.Guidance;
import org.sfumato.ImageId;
import org.sfumato.Interrupted;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.diffusion.Sde;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * The one loop that takes images from noise to picture; no other file steps σ. All images advance
 * together, chunk by chunk; noise is made ahead on the host; each step has a scope of native memory
 * of its own; the cancel flag is polled before each chunk.
 */
public final class Loop {
  private final Prior prior;
  private final Sde path;
  private final Sampler sampler;
  private final double start;
  private final double[] sigmas;
  private final Guidance guidance;
  private final Noise noise;
  private final List<Hook> hooks;
  private final GuidedDenoiser denoiser;

  /**
   * @param start the noise level at which the run begins
   */
  public Loop(
      Prior prior,
      Sde path,
      Sampler sampler,
      double start,
      Guidance guidance,
      List<Hook> hooks,
      long seed) {
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
    double high =
        Arrays.stream(sigmas, 0, sampler.steps()).map(sampler::highest).max().orElse(start);
    double slack = 1 + 1e-9;
    boolean above = high > prior.sigmaMax() * slack;
    if (above || low * slack < prior.sigmaMin()) {
      var fact =
          !above
              ? path.text() + " goes down to " + Numbers.text(low)
              : start == high
                  ? path.text() + " starts at " + Numbers.text(start)
                  : sampler.text() + " raises σ to " + Numbers.text(high);
      throw new IllegalArgumentException(
          "%s knows σ %s–%s; %s: use ve(%s, %s)"
              .formatted(
                  prior.text(),
                  Numbers.text(prior.sigmaMin()),
                  Numbers.text(prior.sigmaMax()),
                  fact,
                  Numbers.text(Math.max(low, prior.sigmaMin())),
                  Numbers.text(Math.min(start, prior.sigmaMax() * start / high))));
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
  public Drawn run(
      List<ImageId> ids, float[] state, int[] shape, String text, Provenance provenance) {
    Torch.start();
    var chunks = Chunks.of(ids.size());
    var lanes = new ArrayList<Lane>();
    var track = new Track(ids, shape);
    var ticker =
        new Ticker("draw %d from %s".formatted(ids.size(), prior.text()), sampler.steps(), 0);
    try {
      for (var places : chunks) {
        lanes.add(new Lane(places, ids, upload(state, places, shape)));
      }
      int one = shape[0] * shape[1] * shape[2];
      var ahead = new Ahead(noise, sampler.streams(), ids, one, sampler.steps());
      for (int i = 0; i < sampler.steps(); i++) {
        ahead.turn(i);
        var collected = new ArrayList<List<Diagnostics.Pull>>();
        for (int c = 0; c < lanes.size(); c++) {
          if (Cancel.requested()) {
            throw new Interrupted(
                "sampling stopped at step %d of %d (σ %s)"
                    .formatted(i, sampler.steps(), Numbers.text(sigmas[i])),
                null);
          }
          int index = i;
          int chunk = c;
          // What ran in this process before must not decide the last bits.
          Op.asWritten(
              () -> {
                var lane = lanes.get(chunk);
                step(index, chunk == 0, lane, ids.size(), shape, ahead, track, collected);
                return null;
              });
        }
        track.step(sigmas[i], progress(sigmas[i]), chunks, collected);
        ticker.tick(track.steps(), "σ " + Track.rounded(sigmas[i]), track.live());
      }
      lanes.forEach(lane -> track.keep(lane.x(), lane.places()));
      ticker.finish(prior.evaluations() * sampler.evaluations() + " evaluations");
      return track.drawn(text, caption(), provenance, ticker.seconds());
    } catch (Interrupted | NotFinite stopped) {
      ticker.finish("stopped");
      throw stopped(stopped, track, text, provenance, ticker.seconds());
    } catch (RuntimeException e) {
      ticker.finish("failed");
      throw e;
    } finally {
      ticker.close();
      lanes.forEach(Lane::close);
    }
  }

  /** What to throw when a run is stopped; before its first step there is nothing to keep. */
  private RuntimeException stopped(
      RuntimeException why, Track track, String text, Provenance provenance, double seconds) {
    Drawn kept = null;
    var sentence = why.getMessage() + "; nothing was drawn yet";
    if (track.steps() > 0) {
      kept =
          track.drawn(
              text, caption(), provenance.with("stopped", "step " + track.steps()), seconds);
      LastDrawn.keep(kept);
      sentence = why.getMessage() + "; the images as they were are in lastDrawn()";
    }
    return why instanceof Interrupted
        ? new Interrupted(sentence, kept)
        : new IllegalStateException(sentence, why);
  }

  private void step(
      int i,
      boolean counted,
      Lane lane,
      int all,
      int[] shape,
      Ahead ahead,
      Track track,
      List<List<Diagnostics.Pull>> collected) {
    int real = Chunks.real(lane.places());
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var state = lane.x();
      var at = at(state, lane, all, sigmas[i], i);
      var first = new NDArray[1];
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
              return pull(x, sigma, null).denoised();
            }

            @Override
            public Pulled pull(NDArray x, double sigma, UnaryOperator<NDArray> v) {
              var pulls = new ArrayList<Diagnostics.Pull>();
              var s = Loop.this.at(x, lane, all, sigma, i);
              int back = denoiser.pullBacks();
              int looks = denoiser.looks();
              var found =
                  v == null
                      ? new Pulled(denoiser.denoise(x, sigma, s, real, pulls), null)
                      : denoiser.pull(x, sigma, s, real, pulls, v);
              if (counted) {
                track.called(
                    prior.evaluations() + denoiser.looks() - looks, denoiser.pullBacks() - back);
              }
              if (first[0] == null) {
                first[0] = found.denoised();
                collected.add(pulls);
                track.keep(found.denoised(), lane.places());
              }
              return found;
            }

            @Override
            public Step at() {
              return at;
            }

            @Override
            public NDArray noise(String stream) {
              var z = ahead.of(stream);
              return z == null ? at.normal(stream) : upload(z, lane.places(), shape);
            }

            @Override
            public Optional<Past> past() {
              return lane.past();
            }
          };
      var next = Grad.off(() -> sampler.step(stage));
      for (var hook : hooks) {
        next = hook.state(next, at);
      }
      if (next == state) {
        throw new IllegalStateException(
            sampler.text() + " returned the state it was given; a step makes a new one");
      }
      if (sampler.remembers() && first[0] != null) {
        lane.remember(new Stage.Past(sigmas[i], first[0]));
      }
      lane.advance(next);
    }
  }

  ChunkStep at(NDArray x, Lane lane, int all, double sigma, int i) {
    return new ChunkStep(x, lane.ids(), lane.places(), all, noise, sigma, progress(sigma), i);
  }

  /** u, from 0 at the start of this run to 1 at the path's smallest σ, in the path's own time. */
  private double progress(double sigma) {
    double begin = path.time(start);
    double end = path.time(path.sigmaMin());
    double u = begin == end ? 1 : (begin - path.time(sigma)) / (begin - end);
    // Rounded, so that an even step at ½ is at ½ for windows, whatever the logarithms lose.
    return Math.rint(Math.min(1, Math.max(0, u)) * 1e9) / 1e9;
  }

  private static NDArray upload(float[] all, int[] places, int[] shape) {
    int one = shape[0] * shape[1] * shape[2];
    var values = new float[places.length * one];
    for (int k = 0; k < places.length; k++) {
      System.arraycopy(all, places[k] * one, values, k * one, one);
    }
    return Torch.manager().create(values, new Shape(places.length, shape[0], shape[1], shape[2]));
  }

  private String caption() {
    var terms = guidance.parts().stream().map(Guidance.Part::label).distinct().toList();
    return sampler.caption(prior, terms);
  }
}
