package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import java.util.Objects;
import org.sfumato.Prior;
import org.sfumato.Provenance;

/** A denoiser written in a cell. */
public record FunctionPrior(String name, Function function, int channels, int height, int width)
    implements Prior {
  /** D(x; σ) in [0, 1] units. */
  @FunctionalInterface
  public interface Function {
    NDArray denoise(NDArray x, double sigma);
  }

  public FunctionPrior {
    Objects.requireNonNull(function, "function");
    checkShape(channels, height, width);
  }

  static void checkShape(int c, int h, int w) {
    if (c < 1 || h < 1 || w < 1) {
      throw new IllegalArgumentException(
          "an image of shape [%d, %d, %d] has no pixels".formatted(c, h, w));
    }
  }

  /** The shape of the images it draws. */
  public FunctionPrior shape(int c, int h, int w) {
    return new FunctionPrior(name, function, c, h, w);
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    return function.denoise(x, sigma);
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
    return Provenance.of("prior", text() + ", opaque");
  }

  @Override
  public String text() {
    return "denoiser(\"" + name + "\", …)";
  }

  @Override
  public String toString() {
    return text();
  }
}
