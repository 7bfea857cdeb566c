package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * A linear map along one axis of an image, m×n, with its singular value decomposition U Σ Vᵀ in
 * double precision. V is orthonormal on all n places; U has a column of zeros for each of the n − m
 * places that have no measurement.
 */
final class Axis {
  /** Maps of the last sizes that were asked for; finding their decomposition can take a second. */
  private static final Map<Key, Axis> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Axis> eldest) {
              return size() > 32;
            }
          });

  private final RealMatrix a;
  private final RealMatrix u;
  private final double[] sigma;
  private final RealMatrix v;

  private Axis(RealMatrix a, RealMatrix u, double[] sigma, RealMatrix v) {
    this.a = a;
    this.u = u;
    this.sigma = sigma;
    this.v = v;
  }

  /**
   * The map of this name for {@code n} places, made once.
   *
   * @param name tells maps of one length apart
   */
  static Axis of(Object name, int n, IntFunction<Axis> make) {
    return KNOWN.computeIfAbsent(new Key(name, n), key -> make.apply(n));
  }

  private record Key(Object name, int n) {}

  /** A map of which nothing is known but its matrix, with at most as many rows as columns. */
  static Axis of(double[][] matrix) {
    var a = new Array2DRowRealMatrix(matrix, false);
    int m = a.getRowDimension();
    int n = a.getColumnDimension();
    var svd = new SingularValueDecomposition(a);
    var sigma = java.util.Arrays.copyOf(svd.getSingularValues(), n);
    var u = new Array2DRowRealMatrix(m, n);
    u.setSubMatrix(svd.getU().getData(), 0, 0);
    var thin = svd.getV();
    // The first columns of Q span those of V; the others complete them.
    RealMatrix v = m == n ? thin : new QRDecomposition(thin).getQ().copy();
    v.setSubMatrix(thin.getData(), 0, 0);
    return new Axis(a, u, sigma, v);
  }

  /**
   * Convolution with a symmetric kernel between mirrors at both ends, which repeat the outermost
   * place. The cosine transform (DCT-II) diagonalises it, so the decomposition is in closed form
   * and in order of frequency.
   *
   * @param kernel {@code [r + 1]}, the weights at distances 0 to r, which sum to 1 over both sides
   */
  static Axis mirrored(double[] kernel, int n) {
    var a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int d = 1 - kernel.length; d < kernel.length; d++) {
        a[i][mirror(i + d, n)] += kernel[Math.abs(d)];
      }
    }
    var v = new double[n][n];
    var u = new double[n][n];
    var sigma = new double[n];
    for (int j = 0; j < n; j++) {
      double eigenvalue = kernel[0];
      for (int d = 1; d < kernel.length; d++) {
        eigenvalue += 2 * kernel[d] * Math.cos(Math.PI * j * d / n);
      }
      sigma[j] = Math.abs(eigenvalue);
      for (int i = 0; i < n; i++) {
        v[i][j] =
            Math.sqrt((j == 0 ? 1.0 : 2.0) / n) * Math.cos(Math.PI * (2 * i + 1) * j / (2.0 * n));
        u[i][j] = eigenvalue < 0 ? -v[i][j] : v[i][j];
      }
    }
    return new Axis(
        new Array2DRowRealMatrix(a, false),
        new Array2DRowRealMatrix(u, false),
        sigma,
        new Array2DRowRealMatrix(v, false));
  }

  /** The place that place {@code i} is the mirror image of, if it is outside 0 to n − 1. */
  static int mirror(int i, int n) {
    int k = Math.floorMod(i, 2 * n);
    return k < n ? k : 2 * n - 1 - k;
  }

  /** In double precision, {@code [1, 1, m, n]}. */
  NDArray matrix(NDArray like) {
    return array(a, like);
  }

  NDArray u(NDArray like) {
    return array(u, like);
  }

  NDArray v(NDArray like) {
    return array(v, like);
  }

  /** {@code [n]} */
  NDArray sigma(NDArray like) {
    return like.getManager().create(sigma).toType(like.getDataType(), false);
  }

  private static NDArray array(RealMatrix m, NDArray like) {
    int columns = m.getColumnDimension();
    var flat = new double[m.getRowDimension() * columns];
    for (int i = 0; i < m.getRowDimension(); i++) {
      System.arraycopy(m.getRow(i), 0, flat, i * columns, columns);
    }
    return like.getManager().create(flat, new Shape(1, 1, m.getRowDimension(), columns));
  }
}
