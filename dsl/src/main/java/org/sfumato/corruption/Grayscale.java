package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Step;

/**
 * The colours of a pixel become one number, the mean of its channels (Kawar et al. 2022); A Aᵀ =
 * 1/C. Brightness as the eye weighs it, which metrics use, is {@code x.toGray()}.
 */
public record Grayscale() implements Linear {
  @Override
  public NDArray of(NDArray x, Step s) {
    return x.mean(new int[] {1}, true);
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    long channels = s.xt().getShape().get(1);
    return y.repeat(1, channels).div((double) channels);
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return Optional.of(of(v, s).div((double) v.getShape().get(1)));
  }

  /** V reflects the channels of each pixel so that the first coefficient is √C times the mean. */
  @Override
  public Optional<Svd> svd() {
    return Optional.of(
        new Svd() {
          @Override
          public NDArray values(NDArray like, Step s) {
            return across(like).first().div(Math.sqrt(like.getShape().get(1)));
          }

          @Override
          public NDArray coefficients(NDArray x, Step s) {
            return across(x).of(x);
          }

          @Override
          public NDArray images(NDArray c, Step s) {
            return across(c).of(c);
          }

          @Override
          public NDArray measured(NDArray y, Step s) {
            var all = y.repeat(1, s.xt().getShape().get(1));
            return all.mul(across(all).first());
          }

          @Override
          public NDArray measurements(NDArray c, Step s) {
            return c.get(":, 0:1");
          }

          @Override
          public NDArray share(NDArray c, Step s) {
            return across(c).share(c);
          }
        });
  }

  private static Householder across(NDArray like) {
    return Householder.along(like, new Shape(1, like.getShape().get(1), 1, 1), 1);
  }

  @Override
  public Optional<String> blind() {
    return Optional.of("grayscale() loses the differences between the channels of all images");
  }

  @Override
  public Optional<String> indivisible() {
    return Optional.of(Whole.sentence(text(), "all channels of a pixel are one measurement"));
  }

  @Override
  public String equation(String x) {
    return "\\mathrm{gray}(" + x + ")";
  }

  @Override
  public String text() {
    return "grayscale()";
  }
}
