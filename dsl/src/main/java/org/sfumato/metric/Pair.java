package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * Images and those they are compared with, both {@code [n, C, H, W]}, usually in double precision:
 * in single precision differences of squares lose half of their digits.
 */
record Pair(NDArray x, NDArray y) {
  /** Converts like DJL's toType, which cuts the gradient. */
  private static final Op IN_DOUBLE =
      Ops.of(
          """
          def in_double(self, x: Tensor) -> Tensor:
            return torch.to(x, 7)
          """);

  static Pair of(String metric, NDArray x, Optional<Images> reference, Step s) {
    var pair = asGiven(metric, x, reference, s);
    return new Pair(IN_DOUBLE.on(pair.x), IN_DOUBLE.on(pair.y));
  }

  /** The same in the number types that they have, for those that convert as they go. */
  static Pair asGiven(String metric, NDArray x, Optional<Images> reference, Step s) {
    var hint = metric.toLowerCase(java.util.Locale.ROOT) + "(images)";
    return new Pair(x, reference(metric, hint, x, reference, s));
  }

  /**
   * The rows that images are compared with, {@code [n, C, H, W]}.
   *
   * @param hint how the metric is given its images
   * @throws IllegalArgumentException if there are none, or of another shape
   */
  static NDArray reference(
      String metric, String hint, NDArray x, Optional<Images> reference, Step s) {
    var against =
        reference.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s needs images to compare with: %s".formatted(metric, hint)));
    var y = s.at(against);
    if (!x.getShape().equals(y.getShape())) {
      var ours = x.getShape();
      throw new IllegalArgumentException(
          "%s compares images of one shape, but these are [%d, %d, %d] and %s has [%d, %d, %d]; resize one of them"
              .formatted(
                  metric,
                  ours.get(1),
                  ours.get(2),
                  ours.get(3),
                  against.expression(),
                  against.channels(),
                  against.height(),
                  against.width()));
    }
    return y;
  }

  /** The mean squared difference of each image, {@code [n]}. */
  NDArray meanSquare() {
    var shape = x.getShape();
    double size = (double) shape.get(1) * shape.get(2) * shape.get(3);
    return x.sub(y).square().sum(new int[] {1, 2, 3}).div(size);
  }
}
