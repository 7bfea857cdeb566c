package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;
import org.sfumato.engine.PerImage;

/**
 * Likeness to images by a metric: the metric is ascended if more is better, and descended if less
 * is.
 *
 * @param metric with reference {@code x}
 */
record Similar(Images x, Metric metric) implements Term {
  static Similar of(Images x, Metric metric) {
    return new Similar(x, metric.against(x));
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var value = PerImage.checked(metric.of(x0, s), text(), x0.getShape().get(0));
    if (tracked(x0) && !tracked(value)) {
      throw new IllegalArgumentException(
          "similar needs a metric with a gradient, and %s has none with respect to the image"
              .formatted(metric.name()));
    }
    return metric.higherIsBetter() ? value.neg() : value;
  }

  /** Whether a gradient with respect to this array, or through it, is being recorded. */
  private static boolean tracked(NDArray a) {
    Op tracked =
        Ops.of(
            """
            def tracked(self, a: Tensor) -> Tensor:
              if ops.prim.requires_grad(a):
                r = torch.ones([1], dtype=6)
              else:
                r = torch.zeros([1], dtype=6)
              return r
            """);
    return tracked.on(a).getFloat(0) > 0;
  }

  @Override
  public String equation(String at) {
    return (metric.higherIsBetter() ? "-" : "") + Latex.name(metric.name()) + "(" + at + ", y)";
  }

  @Override
  public String text() {
    return "similar(" + x.expression() + ", " + metric.text() + ")";
  }
}
