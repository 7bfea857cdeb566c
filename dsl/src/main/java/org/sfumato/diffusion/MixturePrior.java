package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.engine.Torch;

/**
 * Σₖ wₖ N(mₖ, s² I) with its exact denoiser: the mean of each component's denoiser under the
 * responsibilities rₖ(x) ∝ wₖ N(x; mₖ, (s² + σ²) I). Images are [1, 1, d].
 */
public final class MixturePrior implements Prior {
  private final double[] weights;
  private final double[][] means;
  private final double sd;

  public MixturePrior(double[] weights, double[][] means, double sd) {
    if (weights.length == 0 || weights.length != means.length) {
      throw new IllegalArgumentException(
          "a mixture needs as many weights as means, not "
              + weights.length
              + " and "
              + means.length);
    }
    int d = means[0].length;
    double total = 0;
    for (int k = 0; k < weights.length; k++) {
      if (!(weights[k] > 0) || means[k].length != d) {
        throw new IllegalArgumentException(
            "component "
                + k
                + " of the mixture needs a weight above 0 and a mean of "
                + d
                + " numbers");
      }
      total += weights[k];
    }
    if (!(sd > 0)) {
      throw new IllegalArgumentException("a mixture needs an sd above 0, not " + sd);
    }
    double sum = total;
    this.weights = Arrays.stream(weights).map(w -> w / sum).toArray();
    this.means = Arrays.stream(means).map(double[]::clone).toArray(double[][]::new);
    this.sd = sd;
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    int d = means[0].length;
    int k = weights.length;
    double all = sd * sd + sigma * sigma;
    var centres = new float[k * d];
    var logs = new float[k];
    for (int i = 0; i < k; i++) {
      logs[i] = (float) Math.log(weights[i]);
      for (int j = 0; j < d; j++) {
        centres[i * d + j] = (float) means[i][j];
      }
    }
    var m = Torch.manager();
    var shape = x.getShape();
    var flat = x.reshape(-1, d);
    var mu = m.create(centres, new Shape(k, d));
    var away = flat.expandDims(1).sub(mu.expandDims(0)).square().sum(new int[] {2});
    var responsibility = away.mul(-.5 / all).add(m.create(logs, new Shape(1, k))).softmax(1);
    return flat.mul(sd * sd / all)
        .add(responsibility.matMul(mu).mul(sigma * sigma / all))
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
    return new int[] {1, 1, means[0].length};
  }

  @Override
  public Provenance provenance() {
    return Provenance.of("prior", text() + Arrays.toString(weights) + Arrays.deepToString(means));
  }

  @Override
  public String text() {
    return "mixturePrior(weights["
        + weights.length
        + "], means, "
        + org.sfumato.Numbers.text(sd)
        + ")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "D(x;\\sigma) = \\sum_k r_k(x)\\, \\frac{s^2 x + \\sigma^2 m_k}{s^2 + \\sigma^2},\\quad r_k \\propto w_k\\, \\mathcal N(x;\\, m_k,\\, (s^2 + \\sigma^2) I)");
  }

  @Override
  public String toString() {
    return text();
  }
}
