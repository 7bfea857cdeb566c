package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Step;

/**
 * Each block of k×k pixels becomes one, their mean; A Aᵀ = 1/k².
 *
 * @param k side of a block in pixels
 */
public record Downsample(int k) implements Linear {
  public Downsample {
    if (k < 1) {
      throw new IllegalArgumentException(
          "downsample(k) needs blocks of at least one pixel, not " + k);
    }
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    Shape shape = x.getShape();
    long h = shape.get(2);
    long w = shape.get(3);
    if (h % k != 0 || w % k != 0) {
      throw new IllegalArgumentException(
          "images of %d×%d pixels do not divide into blocks of %d×%d; resize them to a multiple of %d"
              .formatted(h, w, k, k, k));
    }
    return x.reshape(shape.get(0), shape.get(1), h / k, k, w / k, k)
        .sum(new int[] {3, 5})
        .div((double) k * k);
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return y.repeat(2, k).repeat(3, k).div((double) k * k);
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return Optional.of(of(v, s).div((double) k * k));
  }

  @Override
  public String equation(String x) {
    return "{\\downarrow}_{" + k + "}\\, " + x;
  }

  @Override
  public String text() {
    return "downsample(" + k + ")";
  }
}
