package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;
import org.sfumato.engine.Torch;

/**
 * The Fréchet distance of two Gaussians (Dowson and Landau 1982), squared as FID has it:
 *
 * <pre>  |μ₁ − μ₂|² + Tr Σ₁ + Tr Σ₂ − 2 Tr (Σ₁Σ₂)^½</pre>
 *
 * Tr (Σ₁Σ₂)^½ = Σ √eig(R Σ₂ R) with R = Σ₁^½, both by symmetric eigendecomposition in double
 * precision: unlike a general matrix root it exists for singular covariances and is never complex.
 * Eigenvalues below d·ε of the largest are rounding and count as 0.
 */
final class FrechetDistance {
  private static final Op ROOT =
      Ops.of(
          """
          def root(self, c: Tensor) -> Tensor:
            w, v, = torch.linalg_eigh(c, "L")
            least = torch.mul(torch.mul(torch.max(w), 2.2204460492503131e-16), torch.size(c, 0))
            w1 = torch.where(torch.gt(w, least), w, torch.zeros_like(w))
            return torch.mm(torch.mul(v, torch.sqrt(w1)), torch.transpose(v, 0, 1))
          """);
  private static final Op TRACE =
      Ops.of(
          """
          def trace_of_root(self, r: Tensor, c: Tensor) -> Tensor:
            m = torch.mm(torch.mm(r, c), r)
            w = torch.linalg_eigvalsh(torch.div(torch.add(m, torch.transpose(m, 0, 1)), 2.), "L")
            least = torch.mul(torch.mul(torch.max(w), 2.2204460492503131e-16), torch.size(c, 0))
            return torch.sum(torch.sqrt(torch.where(torch.gt(w, least), w, torch.zeros_like(w))))
          """);

  private final double[] mean;
  private final double trace;
  private final double[] root;

  private FrechetDistance(double[] mean, double[] covariance) {
    this.mean = mean;
    this.trace = trace(covariance, mean.length);
    this.root = scoped(() -> ROOT.on(matrix(covariance, mean.length)));
  }

  /** From this Gaussian to others; its root is taken once. */
  static FrechetDistance from(double[] mean, double[] covariance) {
    return new FrechetDistance(mean, covariance);
  }

  /** From the Gaussian of these features. */
  static FrechetDistance from(FeatureStatistics s) {
    return new FrechetDistance(s.mean(), s.covariance());
  }

  double to(FeatureStatistics s) {
    return to(s.mean(), s.covariance());
  }

  double to(double[] other, double[] covariance) {
    int d = mean.length;
    if (other.length != d) {
      throw new IllegalArgumentException(
          "the two have %d and %d features; take both from one encoder".formatted(d, other.length));
    }
    double between = 0;
    for (int i = 0; i < d; i++) {
      between += (mean[i] - other[i]) * (mean[i] - other[i]);
    }
    double shared = scoped(() -> TRACE.on(matrix(root, d), matrix(covariance, d)))[0];
    return between + trace + trace(covariance, d) - 2 * shared;
  }

  private static double trace(double[] matrix, int d) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += matrix[i * d + i];
    }
    return sum;
  }

  private static NDArray matrix(double[] values, int d) {
    return Torch.manager().create(values, new Shape(d, d));
  }

  private static double[] scoped(Supplier<NDArray> work) {
    Torch.start();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Grad.off(work).toDoubleArray();
    }
  }
}
