package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;

/** N(m, s² I) with its exact denoiser, D(x; σ) = (s² x + σ² m)/(s² + σ²). */
public record GaussianPrior(double mean, double sd, int channels, int height, int width)
    implements Prior {
  public GaussianPrior {
    if (!Double.isFinite(mean) || !(sd > 0) || Double.isInfinite(sd)) {
      throw new IllegalArgumentException(
          "gaussianPrior(mean, sd) needs a finite mean and an sd above 0, not "
              + mean
              + " and "
              + sd);
    }
    FunctionPrior.checkShape(channels, height, width);
  }

  /** The shape of the images it draws. */
  public GaussianPrior shape(int c, int h, int w) {
    return new GaussianPrior(mean, sd, c, h, w);
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    double v = sd * sd;
    double all = v + sigma * sigma;
    return x.mul(v / all).add(sigma * sigma * mean / all);
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
    return new int[] {channels, height, width};
  }

  @Override
  public Provenance provenance() {
    return Provenance.of("prior", text());
  }

  @Override
  public String text() {
    var shape =
        channels * height * width == 1
            ? ""
            : ".shape(%d, %d, %d)".formatted(channels, height, width);
    return "gaussianPrior(" + Numbers.text(mean) + ", " + Numbers.text(sd) + ")" + shape;
  }

  @Override
  public Optional<String> latex() {
    double v = sd * sd;
    return Optional.of(
        "D(x;\\sigma) = \\frac{%s\\,x + %s\\,\\sigma^2}{%s + \\sigma^2}"
            .formatted(Numbers.text(v), Numbers.text(mean), Numbers.text(v)));
  }

  @Override
  public String toString() {
    return text();
  }
}
