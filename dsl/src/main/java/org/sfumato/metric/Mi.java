package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * Mutual information of an image and its reference, Σ p(a,b) ln(p(a,b) / (p(a) p(b))), from a hard
 * joint histogram over [0, 1], in nats; channel by channel, then the mean. It is biased upward by
 * about (bins − 1)² / (2 pixels), so values with different bins do not compare. It is 0 where one
 * of the two is constant. A count has no gradient.
 *
 * @param reference the images compared with, empty until they are given
 * @param bins of the histogram along each side
 */
public record Mi(Optional<Images> reference, int bins) implements Metric {
  public Mi {
    JointHistogram.check("MI", bins);
  }

  /** The same with so many bins. */
  public Mi bins(int k) {
    return new Mi(reference, k);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var h = JointHistogram.entropies(Pair.of("MI", x, reference, s), bins);
    var each = h.get(":, :, 0").add(h.get(":, :, 1")).sub(h.get(":, :, 2"));
    return each.maximum(0).mean(new int[] {1});
  }

  @Override
  public String name() {
    return "MI";
  }

  @Override
  public String unit() {
    return "nats";
  }

  @Override
  public String variant() {
    return bins + " bins over [0, 1], nats, mean over channels";
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
  public Mi against(Images images) {
    return new Mi(Optional.of(images), bins);
  }
}
