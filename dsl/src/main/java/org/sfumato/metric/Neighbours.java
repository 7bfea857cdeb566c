package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.Supplier;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;
import org.sfumato.engine.Torch;

/**
 * The region that features fill: balls around each, as wide as the distance to its k-th nearest
 * neighbour (Kynkäänniemi et al. 2019). Squared distances in double precision, block by block.
 */
final class Neighbours {
  private static final int ROWS = 512;
  private static final int COLUMNS = 2048;

  private static final String SQUARES =
      """
        aa = torch.sum(torch.mul(a, a), [1], True)
        bb = torch.sum(torch.mul(b, b), [1])
        ab = torch.mm(a, torch.transpose(b, 0, 1))
        d = torch.clamp(torch.sub(torch.add(aa, bb), ab, alpha=2), 0)
      """;

  /** The squared distances to the nearest. */
  private static final Op NEAREST =
      Ops.of(
          "def nearest(self, a: Tensor, b: Tensor, k: Tensor) -> Tensor:\n"
              + SQUARES
              + "  m = ops.prim.min(torch.size(k, 0), torch.size(b, 0))\n"
              + "  v, i, = torch.topk(d, m, 1, False, True)\n"
              + "  return v\n");

  /** Whether each of a lies in a ball around one of b. */
  private static final Op INSIDE =
      Ops.of(
          "def inside(self, a: Tensor, b: Tensor, r: Tensor) -> Tensor:\n"
              + SQUARES
              + "  return torch.to(torch.any(torch.le(d, r), 1), 7)\n");

  private final FeatureRows centres;
  private final double[] radii;

  private Neighbours(FeatureRows centres, double[] radii) {
    this.centres = centres;
    this.radii = radii;
  }

  /** The region of these features, with radii to the {@code k}-th neighbour. */
  static Neighbours of(FeatureRows x, int k) {
    int n = x.number();
    var radii = new double[n];
    for (int i = 0; i < n; i += ROWS) {
      int rows = Math.min(ROWS, n - i);
      var nearest = new double[rows][0];
      for (int j = 0; j < n; j += COLUMNS) {
        var found = nearest(x, i, rows, j, Math.min(COLUMNS, n - j), k + 1);
        int m = found.length / rows;
        for (int r = 0; r < rows; r++) {
          var both = Arrays.copyOf(nearest[r], nearest[r].length + m);
          System.arraycopy(found, r * m, both, nearest[r].length, m);
          Arrays.sort(both);
          nearest[r] = Arrays.copyOf(both, Math.min(both.length, k + 1));
        }
      }
      for (int r = 0; r < rows; r++) {
        // The nearest of all is the image itself.
        radii[i + r] = nearest[r][k];
      }
    }
    return new Neighbours(x, radii);
  }

  private static double[] nearest(FeatureRows x, int i, int rows, int j, int columns, int count) {
    return scoped(
        () ->
            NEAREST.on(
                block(x, i, rows), block(x, j, columns), Torch.manager().zeros(new Shape(count))));
  }

  /** The share of these features that lie in the region. */
  double share(FeatureRows x) {
    if (x.dimension() != centres.dimension()) {
      throw new IllegalArgumentException(
          "the two sets have %d and %d features; take both from one encoder"
              .formatted(x.dimension(), centres.dimension()));
    }
    int inside = 0;
    for (int i = 0; i < x.number(); i += ROWS) {
      int from = i;
      int rows = Math.min(ROWS, x.number() - i);
      var found = new boolean[rows];
      for (int j = 0; j < centres.number(); j += COLUMNS) {
        int start = j;
        int columns = Math.min(COLUMNS, centres.number() - j);
        var r = Arrays.copyOfRange(radii, j, j + columns);
        var in =
            scoped(
                () ->
                    INSIDE.on(
                        block(x, from, rows),
                        block(centres, start, columns),
                        Torch.manager().create(r)));
        for (int k = 0; k < rows; k++) {
          found[k] |= in[k] > 0;
        }
      }
      for (boolean f : found) {
        inside += f ? 1 : 0;
      }
    }
    return (double) inside / x.number();
  }

  private static NDArray block(FeatureRows x, int from, int count) {
    return Torch.manager().create(x.rows(from, count), new Shape(count, x.dimension()));
  }

  private static double[] scoped(Supplier<NDArray> work) {
    if (Cancel.requested()) {
      throw new Interrupted("stopped while neighbours were looked for", null);
    }
    Torch.start();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Grad.off(work).toDoubleArray();
    }
  }

  /**
   * @throws IllegalArgumentException if an image has not that many neighbours
   */
  static void check(String metric, int k, org.sfumato.Images x) {
    if (x.size() <= k) {
      throw new IllegalArgumentException(
          "%s with %d nearest neighbours needs at least %d images of each set, but %s has %d"
              .formatted(metric, k, k + 1, x.expression(), x.size()));
    }
  }
}
