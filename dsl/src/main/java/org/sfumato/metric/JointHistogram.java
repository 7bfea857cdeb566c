package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * How often each pair of levels meets in an image and its reference, and the entropies of that: a
 * level is min(⌊v·bins⌋, bins − 1). Counts are whole numbers, so the order of counting does not
 * matter.
 */
final class JointHistogram {
  private static final String SOURCE =
      """
      def entropies_BINS(self, x: Tensor, y: Tensor) -> Tensor:
        r = annotate(List[Tensor], [])
        for i in range(torch.size(x, 0)):
          a = torch.clamp(torch.floor(torch.mul(torch.select(x, 0, i), BINS)), 0, LAST)
          b = torch.clamp(torch.floor(torch.mul(torch.select(y, 0, i), BINS)), 0, LAST)
          k = torch.to(torch.add(torch.mul(a, BINS), b), 4)
          c = torch.to(torch.reshape(torch.bincount(k, None, CELLS), [BINS, BINS]), 7)
          p = torch.div(c, torch.size(x, 1))
          pa = torch.sum(p, [1])
          pb = torch.sum(p, [0])
          h = [torch.sum(torch.xlogy(pa, pa)), torch.sum(torch.xlogy(pb, pb)), torch.sum(torch.xlogy(p, p))]
          _0 = torch.append(r, torch.neg(torch.stack(h)))
        return torch.stack(r)
      """;

  private JointHistogram() {}

  static void check(String metric, int bins) {
    if (bins < 2 || bins > 1024) {
      throw new IllegalArgumentException(metric + " takes 2 to 1024 bins, not " + bins);
    }
  }

  /** H(x), H(y) and H(x, y) in nats of each channel of each image, {@code [n, C, 3]}. */
  static NDArray entropies(Pair pair, int bins) {
    var shape = pair.x().getShape();
    var planes = new Shape(shape.get(0) * shape.get(1), shape.get(2) * shape.get(3));
    Op op =
        Ops.of(
            SOURCE
                .replace("BINS", Integer.toString(bins))
                .replace("LAST", Integer.toString(bins - 1))
                .replace("CELLS", Integer.toString(bins * bins)));
    return op.on(pair.x().stopGradient().reshape(planes), pair.y().reshape(planes))
        .reshape(shape.get(0), shape.get(1), 3);
  }
}
