package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.sfumato.engine.Op;

/**
 * The distance between feature maps of two images: at each depth channels are scaled to unit length
 * place by place, their squared differences weighted and added, the mean taken over places; depths
 * are added (Zhang et al. 2018, eq. 1).
 */
final class MapDistance {
  private MapDistance() {}

  /**
   * @param a maps of the images, each {@code [n, c, h, w]}
   * @param b maps of those they are compared with
   * @param weights of the channels at each depth, {@code [1, c, 1, 1]}; empty for 1 everywhere
   * @return {@code [n]}
   */
  static NDArray of(NDList a, NDList b, NDList weights) {
    var all = new NDList(a);
    all.addAll(b);
    all.addAll(weights);
    return Op.of(source(a.size(), !weights.isEmpty())).on(all);
  }

  private static String source(int depths, boolean weighted) {
    var code = new StringBuilder("def map_distance(self, p: List[Tensor]) -> Tensor:\n");
    for (int d = 0; d < depths; d++) {
      unit(code, "a" + d, "p[" + d + "]");
      unit(code, "b" + d, "p[" + (depths + d) + "]");
      code.append("  q%d = torch.pow(torch.sub(a%d, b%d), 2)\n".formatted(d, d, d));
      var each = weighted ? "torch.mul(q%d, p[%d])".formatted(d, 2 * depths + d) : "q" + d;
      code.append("  d%d = torch.mean(torch.sum(%s, [1]), [1, 2])\n".formatted(d, each));
      code.append(d == 0 ? "  t0 = d0\n" : "  t%d = torch.add(t%d, d%d)\n".formatted(d, d - 1, d));
    }
    return code.append("  return t").append(depths - 1).append('\n').toString();
  }

  /** Unit length along channels; the root of zero would have no gradient. */
  private static void unit(StringBuilder code, String name, String x) {
    code.append(
        "  %s = torch.div(%s, torch.add(torch.sqrt(torch.clamp_min(torch.sum(torch.mul(%s, %s), [1], True), 1.0e-30)), 1.0e-10))\n"
            .formatted(name, x, x, x));
  }
}
