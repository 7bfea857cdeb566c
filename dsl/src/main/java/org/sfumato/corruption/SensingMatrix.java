package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sfumato.ImageId;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * The one matrix that all images are measured by, m×N with m ≤ N, and its singular value
 * decomposition. V is kept as reflections (Aᵀ = Q R, A = Rᵀ Qᵀ, Rᵀ = U Σ Wᵀ), as large as the
 * matrix and not N×N: Vᵀ x is Qᵀ x with its first m numbers turned by Wᵀ.
 */
final class SensingMatrix {
  private static final Op DECOMPOSED =
      Ops.of(
          """
          def decomposed(self, a: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
            q, tau, = torch.geqrf(torch.t(a))
            m = torch.size(a, 0)
            r = torch.triu(torch.slice(q, 0, 0, m, 1))
            u, s, wt, = torch.linalg_svd(torch.t(r), False)
            return (q, tau, u, s, wt)
          """);
  private static final Op TURNED =
      Ops.of(
          """
          def turned(self, q: Tensor, tau: Tensor, x: Tensor) -> Tensor:
            return torch.ormqr(q, tau, x, True, True)
          """);
  private static final Op TURNED_BACK =
      Ops.of(
          """
          def turned_back(self, q: Tensor, tau: Tensor, x: Tensor) -> Tensor:
            return torch.ormqr(q, tau, x, True, False)
          """);

  private static final Map<Key, SensingMatrix> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>(4, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, SensingMatrix> eldest) {
              return size() > 2;
            }
          });

  private final int m;
  private final int pixels;
  private final float[] values;
  private Parts parts;

  private SensingMatrix(int m, int pixels, float[] values) {
    this.m = m;
    this.pixels = pixels;
    this.values = values;
  }

  /** The matrix of {@code law} for images of the size of {@code x}, made once. */
  static SensingMatrix of(Sensing law, NDArray x, Step s) {
    int pixels = (int) (x.getShape().size() / x.getShape().get(0));
    var stream = new SharedStep(s, law.seed()).stream("corruption row ");
    return KNOWN.computeIfAbsent(
        new Key(law.m(), pixels, law.seed(), stream),
        key -> {
          var values = new float[Math.multiplyExact(key.m, pixels)];
          var noise = new Noise(key.seed);
          for (int j = 0; j < key.m; j++) {
            noise.normal(stream + j, new ImageId("shared", 0), 0, values, j * pixels, pixels);
          }
          float size = (float) (1 / Math.sqrt(key.m));
          for (int k = 0; k < values.length; k++) {
            values[k] *= size;
          }
          return new SensingMatrix(key.m, pixels, values);
        });
  }

  private record Key(int m, int pixels, long seed, String stream) {}

  /** {@code [1, m, N]} */
  NDArray array(NDArray like) {
    return Torch.manager()
        .create(values, new Shape(1, m, pixels))
        .toType(like.getDataType(), false);
  }

  /** Vᵀ x for the rows of x, {@code [n, N]}. */
  NDArray coefficients(NDArray x) {
    var p = parts();
    var z = TURNED.on(p.q(x), p.tau(x), x.transpose());
    var first = p.wt(x).matMul(z.get("0:" + m));
    return joined(first, z).transpose();
  }

  /** V c for the rows of c, {@code [n, N]}. */
  NDArray images(NDArray c) {
    var p = parts();
    var z = c.transpose();
    var first = p.wt(c).transpose().matMul(z.get("0:" + m));
    return TURNED_BACK.on(p.q(c), p.tau(c), joined(first, z)).transpose();
  }

  private NDArray joined(NDArray first, NDArray z) {
    return m == pixels ? first : ai.djl.ndarray.NDArrays.concat(new NDList(first, z.get(m + ":")));
  }

  /** Σ, {@code [N]}, 0 from m on. */
  NDArray sigma(NDArray like) {
    return Torch.manager()
        .create(java.util.Arrays.copyOf(parts().sigma, pixels))
        .toType(like.getDataType(), false);
  }

  /** U, {@code [m, m]}. */
  NDArray u(NDArray like) {
    return Parts.array(parts().u, m, m, like);
  }

  private synchronized Parts parts() {
    if (parts == null) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var a = Torch.manager().create(values, new Shape(m, pixels));
        var found = DECOMPOSED.all(a.toType(DataType.FLOAT64, false));
        parts =
            new Parts(
                m,
                pixels,
                found.get(0).toDoubleArray(),
                found.get(1).toDoubleArray(),
                found.get(2).toDoubleArray(),
                found.get(3).toDoubleArray(),
                found.get(4).toDoubleArray());
      }
    }
    return parts;
  }

  private record Parts(
      int m, int pixels, double[] q, double[] tau, double[] u, double[] sigma, double[] wt) {
    static NDArray array(double[] values, int rows, int columns, NDArray like) {
      return Torch.manager()
          .create(values, new Shape(rows, columns))
          .toType(like.getDataType(), false);
    }

    NDArray q(NDArray like) {
      return array(q, pixels, m, like);
    }

    NDArray tau(NDArray like) {
      return Torch.manager().create(tau).toType(like.getDataType(), false);
    }

    NDArray wt(NDArray like) {
      return array(wt, m, m, like);
    }
  }
}
