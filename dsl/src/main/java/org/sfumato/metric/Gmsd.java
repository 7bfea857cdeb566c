package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * Gradient magnitude similarity deviation (Xue et al. 2014): the standard deviation over all places
 * of
 *
 * <pre>  (2 g₁ g₂ + c) / (g₁² + g₂² + c),  c = 170 / 255²</pre>
 *
 * where g is the length of the Prewitt gradient, each kernel divided by 3, of the luma after 2×2
 * averaging; beyond the border is black, as in the authors' program, and an odd side is filled up
 * with black. It is 0 for identical images, and also for two constant ones of the same size inside:
 * it sees edges alone. Less is better.
 *
 * @param reference the images compared with, empty until they are given
 */
public record Gmsd(Optional<Images> reference) implements Metric {
  private static final double[] LUMA = {.299, .587, .114};
  private static final double[] PREWITT = {
    1, 0, -1, 1, 0, -1, 1, 0, -1, 1, 1, 1, 0, 0, 0, -1, -1, -1
  };

  /** A root has no slope at 0; there the gradient is taken as 0. */
  private static final Op DEVIATION =
      Ops.of(
          """
          def gmsd(self, x: Tensor, y: Tensor, luma: Tensor, prewitt: Tensor) -> Tensor:
            g = annotate(List[Tensor], [])
            z = [x, y]
            for i in range(2):
              l = torch.sum(torch.mul(z[i], luma), [1], True)
              odd = torch.remainder(torch.size(l, 2), 2)
              odd1 = torch.remainder(torch.size(l, 3), 2)
              fill = ops.prim.max(odd, odd1)
              l1 = torch.constant_pad_nd(l, [0, fill, 0, fill], 0)
              m = torch.avg_pool2d(l1, [2, 2], [2, 2], [0, 0], False, True, None)
              d = torch.conv2d(m, prewitt, None, [1, 1], [1, 1], [1, 1], 1)
              q = torch.sum(torch.mul(d, d), [1])
              one = torch.ones_like(q)
              root = torch.sqrt(torch.where(torch.gt(q, 0), q, one))
              _0 = torch.append(g, torch.where(torch.gt(q, 0), root, torch.zeros_like(q)))
            c = 0.0026143790849673201
            top = torch.add(torch.mul(torch.mul(g[0], g[1]), 2.), c)
            map = torch.div(top, torch.add(torch.add(torch.mul(g[0], g[0]), torch.mul(g[1], g[1])), c))
            off = torch.sub(map, torch.mean(map, [1, 2], True))
            v = torch.mean(torch.mul(off, off), [1, 2])
            r = torch.sqrt(torch.where(torch.gt(v, 0), v, torch.ones_like(v)))
            return torch.where(torch.gt(v, 0), r, torch.zeros_like(v))
          """);

  @Override
  public NDArray of(NDArray x, Step s) {
    long channels = x.getShape().get(1);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "GMSD takes the luma of 1 or 3 channels, but these images have " + channels);
    }
    var pair = Pair.of("GMSD", x, reference, s);
    var m = x.getManager();
    var luma = m.create(channels == 3 ? LUMA : new double[] {1}, new Shape(1, channels, 1, 1));
    var prewitt = m.create(PREWITT, new Shape(2, 1, 3, 3)).div(3);
    return DEVIATION.on(pair.x(), pair.y(), luma, prewitt);
  }

  @Override
  public String name() {
    return "GMSD";
  }

  @Override
  public String variant() {
    return "BT.601 luma, 2×2 mean, Prewitt / 3, black border, c = 170 / 255², population deviation";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Gmsd against(Images images) {
    return new Gmsd(Optional.of(images));
  }
}
