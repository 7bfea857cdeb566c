package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.sfumato.Guidance;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Step;
import org.sfumato.diffusion.Masked;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.PerImage;

/**
 * The gradient of a term at x̂₀, or at the state if it looks there.
 *
 * @param atState whether the gradient is with respect to the state, or else to x̂₀
 * @param looks how often the network was evaluated for it, through masks besides that of the run
 */
record Slope(NDArray gradient, boolean atState, int looks) {
  /**
   * A term that asks what the prior sees through other masks depends on the state in both ways, and
   * they are added here.
   */
  static Slope of(
      Guidance.Part part, NDArray x, NDArray state, NDArray denoised, ChunkStep step, Prior prior) {
    if (part.onState() || !(prior instanceof Masked masked)) {
      var at = part.onState() ? x : denoised.stopGradient();
      return new Slope(gradients(part, at, step, new NDList()).get(0), part.onState(), 0);
    }
    var others = new OtherMasks(step, masked, state);
    var both = gradients(part, denoised.stopGradient(), others, new NDList(state));
    if (others.looks() == 0) {
      return new Slope(both.get(0), false, 0);
    }
    var all = Grad.pullBack(denoised, state, both.get(0)).add(both.get(1));
    return new Slope(all, true, others.looks());
  }

  /** With respect to what the term is given, and to these besides. */
  private static NDList gradients(Guidance.Part part, NDArray at, Step step, NDList besides) {
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
          var leaves = new NDList(leaf);
          leaves.addAll(besides);
          var g = Grad.ofAll(energy, leaves);
          // One pass over the array decides; the sum is finite only if every value is.
          float total = g.get(0).sum().toFloatArray()[0];
          if (!Float.isFinite(total)) {
            throw new NotFinite(
                "the gradient of «%s» is not finite at step %d (σ %s)"
                    .formatted(part.label(), step.index(), Numbers.text(step.sigma())));
          }
          return g;
        });
  }
}
