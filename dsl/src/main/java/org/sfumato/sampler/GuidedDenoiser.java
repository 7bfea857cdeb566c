package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sfumato.Guidance;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.PerImage;

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

  private NDArray edit(
      NDArray x,
      double sigma,
      ChunkStep step,
      List<Guidance.Part> active,
      int real,
      List<Diagnostics.Pull> pulls) {
    boolean through = active.stream().anyMatch(p -> !p.onState());
    var state = through ? Grad.leaf(x) : x;
    var seen = state;
    for (var hook : hooks) {
      seen = hook.input(seen, step);
    }
    var clean = prior.denoise(seen, sigma, step);
    if (!clean.getShape().equals(x.getShape()) && hooks.isEmpty()) {
      throw new IllegalArgumentException(
          "%s returned shape %s for images of shape %s; a denoiser keeps the shape"
              .formatted(prior.text(), clean.getShape(), x.getShape()));
    }
    for (var hook : hooks) {
      clean = hook.denoised(clean, step);
    }
    var denoised = clean;
    var base = denoised.stopGradient();
    double moved = meanLength(base.sub(x), real);
    if (!Double.isFinite(moved)) {
      throw new NotFinite(
          "%s returned values that are not finite at step %d (σ %s)"
              .formatted(prior.text(), step.index(), Numbers.text(sigma)));
    }
    pulls.add(new Diagnostics.Pull("", 1, moved));
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
    for (var part : active) {
      double w = part.weight(step);
      var g = gradient(part, part.onState() ? x : base, step);
      if (part.normalised()) {
        g = g.mul(inverseLength(g));
        largest = Math.max(largest, Math.abs(w));
        sizes += Math.abs(w);
      }
      g = g.mul(w);
      shares.add(new double[] {w, meanLength(g, real)});
      if (part.normalised()) {
        if (part.onState()) {
          onStateUnit = sum(onStateUnit, g);
        } else {
          unit = sum(unit, g);
        }
      } else if (part.onState()) {
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
              : shares.get(k)[1] * (part.onState() ? v : plainScale);
      pulls.add(new Diagnostics.Pull(part.label(), shares.get(k)[0], length));
    }
    if (!Double.isFinite(meanLength(edit, real))) {
      throw new NotFinite(
          "the gradient of «%s» through the denoiser is not finite at step %d (σ %s)"
              .formatted(
                  active.stream().map(Guidance.Part::label).collect(Collectors.joining("», «")),
                  step.index(),
                  Numbers.text(sigma)));
    }
    return base.sub(edit).stopGradient();
  }

  private NDArray pulledBack(NDArray denoised, NDArray state, NDArray v) {
    pullBacks++;
    return Grad.pullBack(denoised, state, v);
  }

  /** How often a gradient has been pulled back through the network so far. */
  int pullBacks() {
    return pullBacks;
  }

  private static NDArray gradient(Guidance.Part part, NDArray at, ChunkStep step) {
    var leaf = Grad.leaf(at);
    return Grad.on(
        () -> {
          var energy =
              PerImage.checked(
                  part.term().of(leaf, step), "«" + part.label() + "»", at.getShape().get(0));
          if (!energy.getDataType().isFloating()) {
            throw new IllegalArgumentException(
                "«%s» returned whole numbers or truth values (%s), which have no gradient; compute it without casts and comparisons"
                    .formatted(part.label(), energy.getDataType()));
          }
          var g = Grad.of(energy, leaf);
          // One pass over the array decides; the sum is finite only if every value is.
          float total = g.sum().toFloatArray()[0];
          if (!Float.isFinite(total)) {
            throw new NotFinite(
                "the gradient of «%s» is not finite at step %d (σ %s)"
                    .formatted(part.label(), step.index(), Numbers.text(step.sigma())));
          }
          return g;
        });
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

  /** Guidance broke down; the run stops and keeps what it had. */
  static final class NotFinite extends RuntimeException {
    NotFinite(String sentence) {
      super(sentence);
    }
  }
}
