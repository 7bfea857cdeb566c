package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * Normalised mutual information of an image and its reference, 2 I / (H₁ + H₂), from a hard joint
 * histogram over [0, 1]; channel by channel, then the mean. It is 1 for identical images, 0 for
 * independent ones, and depends on the bins as MI does. A count has no gradient.
 *
 * @param reference the images compared with, empty until they are given
 * @param bins of the histogram along each side
 */
public record Nmi(Optional<Images> reference, int bins) implements Metric {
  public Nmi {
    JointHistogram.check("NMI", bins);
  }

  /** The same with so many bins. */
  public Nmi bins(int k) {
    return new Nmi(reference, k);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var h = JointHistogram.entropies(Pair.of("NMI", x, reference, s), bins);
    var marginal = h.get(":, :, 0").add(h.get(":, :, 1"));
    if (marginal.eq(0).any().getBoolean()) {
      throw new IllegalArgumentException(
          "NMI is 0 / 0 where an image and its reference are both of one level; leave such images out, or use mi()");
    }
    var each = marginal.sub(h.get(":, :, 2")).mul(2).div(marginal);
    return each.maximum(0).mean(new int[] {1});
  }

  @Override
  public String name() {
    return "NMI";
  }

  @Override
  public String variant() {
    return bins + " bins over [0, 1], 2 I / (H₁ + H₂), mean over channels";
  }

  @Override
  public boolean differentiable() {
    return false;
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Nmi against(Images images) {
    return new Nmi(Optional.of(images), bins);
  }
}
