package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sfumato.Guidance;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;

/**
 * D̃(x; σ) = D(x; σ) − σ² Σₖ wₖ ∇ₓEₖ. The gradients of all terms at x̂₀ are summed before one
 * pull-back through the network, so that a second term costs only its own energy. Normalised terms
 * are summed at unit root-mean-square length, pulled back, scaled to unit length again, and move D
 * by w·r_σ with r_σ = σσ_d/√(σ² + σ_d²); w is the largest of their weights.
 */
final class GuidedDenoiser {
  /** σ_d: how far images of a prior lie from their mean, in [0, 1] units. */
  static final double SPREAD = .2;

  private final Prior prior;
  private final Guidance guidance;
  private final List<Hook> hooks;
  private int pullBacks;
  private int looks;

  GuidedDenoiser(Prior prior, Guidance guidance, List<Hook> hooks) {
    this.prior = prior;
    this.guidance = guidance;
    this.hooks = List.copyOf(hooks);
  }

  /**
   * One evaluation.
   *
   * @param real how many rows are not padding; only they count in the diagnostics
   * @param pulls receives the lengths: first the score function's, then each term's
   */
  NDArray denoise(NDArray x, double sigma, ChunkStep step, int real, List<Diagnostics.Pull> pulls) {
    var active = guidance.parts().stream().filter(p -> p.weight(step) != 0).toList();
    boolean through = active.stream().anyMatch(p -> !p.onState());
    var result =
        through
            ? Grad.on(() -> edit(x, sigma, step, active, real, pulls))
            : Grad.off(() -> edit(x, sigma, step, active, real, pulls));
    for (var hook : hooks) {
      result = hook.score(result, step);
    }
    return result.stopGradient();
  }

  /**
   * One evaluation without guidance, and a vector pulled back through it.
   *
   * @param v the vector, made from the denoised images
   */
  Stage.Pulled pull(
      NDArray x,
      double sigma,
      ChunkStep step,
      int real,
      List<Diagnostics.Pull> pulls,
      UnaryOperator<NDArray> v) {
    return Grad.on(
        () -> {
          var state = Grad.leaf(x);
          var denoised = plain(state, sigma, step, real, pulls);
          var base = denoised.stopGradient();
          var vector = Grad.off(() -> v.apply(base));
          var pulled = pulledBack(denoised, state, vector).stopGradient();
          if (!Double.isFinite(meanLength(pulled, real))) {
            throw new NotFinite(
                "the gradient of the measurements through the denoiser is not finite at step %d (σ %s)"
                    .formatted(step.index(), Numbers.text(sigma)));
          }
          return new Stage.Pulled(base, pulled);
        });
  }

  /** The denoiser before guidance, differentiable in the state; it notes how far it moves. */
  private NDArray plain(
      NDArray state, double sigma, ChunkStep step, int real, List<Diagnostics.Pull> pulls) {
    var seen = state;
    for (var hook : hooks) {
      seen = hook.input(seen, step);
    }
    var clean = prior.denoise(seen, sigma, step);
    if (!clean.getShape().equals(state.getShape()) && hooks.isEmpty()) {
      throw new IllegalArgumentException(
          "%s returned shape %s for images of shape %s; a denoiser keeps the shape"
              .formatted(prior.text(), clean.getShape(), state.getShape()));
    }
    for (var hook : hooks) {
      clean = hook.denoised(clean, step);
    }
    double moved = meanLength(clean.stopGradient().sub(state.stopGradient()), real);
    if (!Double.isFinite(moved)) {
      throw new NotFinite(
          "%s returned values that are not finite at step %d (σ %s)"
              .formatted(prior.text(), step.index(), Numbers.text(sigma)));
    }
    pulls.add(new Diagnostics.Pull("", 1, moved));
    return clean;
  }

  private NDArray edit(
      NDArray x,
      double sigma,
      ChunkStep step,
      List<Guidance.Part> active,
      int real,
      List<Diagnostics.Pull> pulls) {
    boolean through = active.stream().anyMatch(p -> !p.onState());
    var state = through ? Grad.leaf(x) : x;
    var denoised = plain(state, sigma, step, real, pulls);
    var base = denoised.stopGradient();
    if (active.isEmpty()) {
      return base;
    }
    NDArray plain = null;
    NDArray unit = null;
    NDArray onState = null;
    NDArray onStateUnit = null;
    double largest = 0;
    double sizes = 0;
    var shares = new ArrayList<double[]>();
    var steered = new NDList();
    for (var part : active) {
      double w = part.weight(step);
      var slope = slope(part, x, state, denoised, step);
      var g = slope.gradient();
      if (part.normalised()) {
        g = g.mul(inverseLength(g));
        largest = Math.max(largest, Math.abs(w));
        sizes += Math.abs(w);
      }
      g = g.mul(w);
      steered.add(g);
      shares.add(new double[] {w, meanLength(g, real), slope.atState() ? 1 : 0});
      if (part.normalised()) {
        if (slope.atState()) {
          onStateUnit = sum(onStateUnit, g);
        } else {
          unit = sum(unit, g);
        }
      } else if (slope.atState()) {
        onState = sum(onState, g);
      } else {
        plain = sum(plain, g);
      }
    }
    double v = sigma * sigma;
    double r = sigma * SPREAD / Math.sqrt(v + SPREAD * SPREAD);
    NDArray edit = null;
    double plainScale = v;
    double unitLength = 0;
    if (plain != null) {
      var pulled = pulledBack(denoised, state, plain);
      plainScale = v * meanLength(pulled, real) / Math.max(meanLength(plain, real), 1e-30);
      edit = pulled.mul(v);
    }
    if (onState != null) {
      edit = sum(edit, onState.mul(v));
    }
    if (unit != null || onStateUnit != null) {
      NDArray direction = null;
      if (unit != null) {
        var pulled = pulledBack(denoised, state, unit.mul(inverseLength(unit)));
        direction = pulled.mul(inverseLength(pulled));
      }
      if (onStateUnit != null) {
        direction = sum(direction, onStateUnit.mul(inverseLength(onStateUnit)));
        direction = direction.mul(inverseLength(direction));
      }
      unitLength = meanLength(direction, real);
      edit = sum(edit, direction.mul(largest * r));
    }
    for (int k = 0; k < active.size(); k++) {
      var part = active.get(k);
      double length =
          part.normalised()
              ? unitLength * largest * r * Math.abs(shares.get(k)[0]) / sizes
              : shares.get(k)[1] * (shares.get(k)[2] == 1 ? v : plainScale);
      pulls.add(new Diagnostics.Pull(part.label(), shares.get(k)[0], length));
    }
    if (!Double.isFinite(meanLength(edit, real))) {
      throw new NotFinite(
          "the gradient of «%s» through the denoiser is not finite at step %d (σ %s)"
              .formatted(
                  String.join("», «", broken(active, steered, denoised, state)),
                  step.index(),
                  Numbers.text(sigma)));
    }
    return base.sub(edit).stopGradient();
  }

  /**
   * Whose gradient does not come back through the network in one piece; of several that is tried.
   */
  private static List<String> broken(
      List<Guidance.Part> active, NDList steered, NDArray denoised, NDArray state) {
    var labels = active.stream().map(Guidance.Part::label).toList();
    var found = new ArrayList<String>();
    for (int k = 0; active.size() > 1 && k < active.size(); k++) {
      boolean through = !active.get(k).onState();
      if (through && !finite(Grad.pullBack(denoised, state, steered.get(k)))) {
        found.add(labels.get(k));
      }
    }
    return found.isEmpty() ? labels : found;
  }

  private static boolean finite(NDArray a) {
    return Float.isFinite(a.sum().toFloatArray()[0]);
  }

  private Slope slope(
      Guidance.Part part, NDArray x, NDArray state, NDArray denoised, ChunkStep step) {
    var slope = Slope.of(part, x, state, denoised, step, prior);
    looks += slope.looks();
    // One pull-back for each look, and one for what they are compared with.
    pullBacks += slope.looks() == 0 ? 0 : slope.looks() + 1;
    return slope;
  }

  private NDArray pulledBack(NDArray denoised, NDArray state, NDArray v) {
    pullBacks++;
    return Grad.pullBack(denoised, state, v);
  }

  /** How often a gradient has been pulled back through the network so far. */
  int pullBacks() {
    return pullBacks;
  }

  /** How often the network has been evaluated through masks besides that of the run so far. */
  int looks() {
    return looks;
  }

  private static NDArray sum(NDArray a, NDArray b) {
    return a == null ? b : a.add(b);
  }

  /** 1 over each image's root mean square, {@code [n, 1, 1, 1]}. */
  private static NDArray inverseLength(NDArray a) {
    long n = a.getShape().get(0);
    return a.square().reshape(n, -1).mean(new int[] {1}).add(1e-20).pow(-.5).reshape(n, 1, 1, 1);
  }

  /** The mean over real images of each image's root mean square. */
  private static double meanLength(NDArray a, int real) {
    long n = a.getShape().get(0);
    var lengths = a.square().reshape(n, -1).mean(new int[] {1}).sqrt().toFloatArray();
    double sum = 0;
    for (int k = 0; k < real; k++) {
      sum += lengths[k];
    }
    return sum / real;
  }
}
