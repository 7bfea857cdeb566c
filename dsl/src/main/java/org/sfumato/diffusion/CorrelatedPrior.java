package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.engine.Torch;

/** N(m, Σ) with its exact denoiser, D(x; σ) = m + Σ (Σ + σ² I)⁻¹ (x − m). Images are [1, 1, d]. */
public final class CorrelatedPrior implements Prior {
  private final double[] mean;
  private final double[] variances;
  private final double[][] axes;

  /**
   * @param covariance symmetric and positive definite, d×d
   */
  public CorrelatedPrior(double[] mean, double[][] covariance) {
    int d = mean.length;
    if (covariance.length != d || Arrays.stream(covariance).anyMatch(r -> r.length != d)) {
      throw new IllegalArgumentException(
          "gaussianPrior(mean[], cov[][]) needs a covariance of " + d + "×" + d);
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        if (Math.abs(covariance[i][j] - covariance[j][i])
            > 1e-9 * (1 + Math.abs(covariance[i][j]))) {
          throw new IllegalArgumentException(
              "the covariance is not symmetric at [" + i + "][" + j + "]");
        }
      }
    }
    var parts = new EigenDecomposition(new Array2DRowRealMatrix(covariance));
    this.mean = mean.clone();
    this.variances = parts.getRealEigenvalues();
    this.axes = parts.getV().getData();
    for (double v : variances) {
      if (!(v > 0)) {
        throw new IllegalArgumentException(
            "the covariance is not positive definite: it has the eigenvalue " + v);
      }
    }
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    int d = mean.length;
    // x ↦ m + (x − m) M with M = V diag(λ/(λ + σ²)) Vᵀ, made in double precision
    var matrix = new float[d * d];
    var shift = new float[d];
    for (int i = 0; i < d; i++) {
      double moved = 0;
      for (int j = 0; j < d; j++) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
          sum += axes[i][k] * axes[j][k] * variances[k] / (variances[k] + sigma * sigma);
        }
        matrix[i * d + j] = (float) sum;
        moved += sum * mean[j];
      }
      shift[i] = (float) (mean[i] - moved);
    }
    var m = Torch.manager();
    var shape = x.getShape();
    return x.reshape(-1, d)
        .matMul(m.create(matrix, new Shape(d, d)))
        .add(m.create(shift, new Shape(1, d)))
        .reshape(shape);
  }

  @Override
  public double sigmaMin() {
    return 0;
  }

  @Override
  public double sigmaMax() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public int[] imageShape() {
    return new int[] {1, 1, mean.length};
  }

  @Override
  public Provenance provenance() {
    return Provenance.of(
        "prior",
        text() + Arrays.toString(mean) + Arrays.toString(variances) + Arrays.deepToString(axes));
  }

  @Override
  public String text() {
    return "gaussianPrior(mean[" + mean.length + "], cov)";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of("D(x;\\sigma) = m + \\Sigma\\,(\\Sigma + \\sigma^2 I)^{-1}(x - m)");
  }

  @Override
  public String toString() {
    return text();
  }
}
