package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * Structural similarity (Wang et al. 2004): the mean of
 *
 * <pre>  (2 μx μy + C₁)(2 σxy + C₂) / ((μx² + μy² + C₁)(σx² + σy² + C₂)),  C₁ = 0.01², C₂ = 0.03²
 * </pre>
 *
 * over all places where the window lies inside the image, channel by channel, then over channels.
 *
 * @param reference the images y, empty until they are given
 * @param window width of the window in pixels, odd
 * @param weights how the window weighs its pixels
 */
public record Ssim(Optional<Images> reference, int window, Weights weights) implements Metric {
  private static final double C1 = .01 * .01;
  private static final double C2 = .03 * .03;
  private static final double SIGMA = 1.5;
  private static final int FLAT_WINDOW = 7;

  /** How a window weighs its pixels. */
  public enum Weights {
    /** A Gaussian of σ 1.5 pixels; variances are those of the population. */
    GAUSSIAN,
    /** All alike; variances are those of a sample, N − 1. */
    FLAT
  }

  public Ssim {
    if (window < 3 || window % 2 == 0) {
      throw new IllegalArgumentException(
          "SSIM's window is an odd number of pixels from 3 up, not " + window);
    }
  }

  /** The same with a window of {@code n}×{@code n} pixels. */
  public Ssim window(int n) {
    return new Ssim(reference, n, weights);
  }

  /** A flat window of 7×7 pixels with sample variances, the default of scikit-image. */
  public Ssim flat() {
    return new Ssim(reference, FLAT_WINDOW, Weights.FLAT);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var shape = x.getShape();
    long h = shape.get(2);
    long w = shape.get(3);
    if (h < window || w < window) {
      throw new IllegalArgumentException(
          "SSIM's window of %d×%d pixels does not fit into images of %d×%d; use ssim(…).window(%d)"
              .formatted(
                  window, window, h, w, Math.max(3, Math.min(h, w) - 1 + Math.min(h, w) % 2)));
    }
    var pair = Pair.of("SSIM", x, reference, s);
    var planes = new Shape(shape.get(0) * shape.get(1), 1, h, w);
    var a = pair.x().reshape(planes);
    var b = pair.y().reshape(planes);
    var kernel = x.getManager().create(weightsInARow());
    var ma = windowed(a, kernel);
    var mb = windowed(b, kernel);
    double correction = weights == Weights.FLAT ? window * window / (window * window - 1.) : 1;
    var va = windowed(a.square(), kernel).sub(ma.square()).mul(correction);
    var vb = windowed(b.square(), kernel).sub(mb.square()).mul(correction);
    var vab = windowed(a.mul(b), kernel).sub(ma.mul(mb)).mul(correction);
    var top = ma.mul(mb).mul(2).add(C1).mul(vab.mul(2).add(C2));
    var bottom = ma.square().add(mb.square()).add(C1).mul(va.add(vb).add(C2));
    double places = (double) shape.get(1) * (h - window + 1) * (w - window + 1);
    return top.div(bottom).reshape(shape.get(0), -1).sum(new int[] {1}).div(places);
  }

  /** The weighted mean under the window, down and then across. */
  private NDArray windowed(NDArray planes, NDArray kernel) {
    var down = convolved(planes, kernel.reshape(1, 1, window, 1));
    return convolved(down, kernel.reshape(1, 1, 1, window));
  }

  private static NDArray convolved(NDArray planes, NDArray kernel) {
    var one = new Shape(1, 1);
    return Conv2d.conv2d(planes, kernel, null, one, new Shape(0, 0), one).get(0);
  }

  /** The weights along one side; the window's are their products. Their sum is 1. */
  double[] weightsInARow() {
    var row = new double[window];
    double sum = 0;
    for (int k = 0; k < window; k++) {
      double d = k - window / 2;
      row[k] = weights == Weights.FLAT ? 1 : Math.exp(-d * d / (2 * SIGMA * SIGMA));
      sum += row[k];
    }
    for (int k = 0; k < window; k++) {
      row[k] /= sum;
    }
    return row;
  }

  @Override
  public String name() {
    return "SSIM";
  }

  @Override
  public String variant() {
    var kind =
        weights == Weights.FLAT
            ? "flat window %d×%d, sample covariance".formatted(window, window)
            : "Gaussian window %d, σ 1.5, population covariance".formatted(window);
    return kind + ", range 1, valid region, mean over channels";
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Ssim against(Images images) {
    return new Ssim(Optional.of(images), window, weights);
  }
}
