package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Step;

/** A corruption that hides pixels: y = m ⊙ x with m = 0 where a pixel is hidden. */
public interface Mask extends Linear {
  /**
   * What is seen.
   *
   * @param x the images to be masked, {@code [n, C, H, W]}
   * @return 1 where a pixel is seen and 0 where it is hidden, broadcastable to {@code [n, C, H, W]}
   *     (1 for n if shared by all images, 1 for C if shared by the channels), in the number type of
   *     {@code x}
   */
  NDArray seen(NDArray x, Step s);

  @Override
  default NDArray of(NDArray x, Step s) {
    return x.mul(seen(x, s));
  }

  @Override
  default NDArray adjoint(NDArray y, Step s) {
    return of(y, s);
  }

  @Override
  default Optional<NDArray> variance(NDArray v, Step s) {
    return Optional.of(of(v, s));
  }

  @Override
  default NDArray measured(NDArray y, Step s) {
    return seen(y, s);
  }

  /** U = V = I and Σ = m. */
  @Override
  default Optional<Svd> svd() {
    return Optional.of(
        new Svd() {
          @Override
          public NDArray values(NDArray like, Step s) {
            return seen(like, s);
          }

          @Override
          public NDArray coefficients(NDArray x, Step s) {
            return x;
          }

          @Override
          public NDArray images(NDArray c, Step s) {
            return c;
          }

          @Override
          public NDArray measured(NDArray y, Step s) {
            return of(y, s);
          }

          @Override
          public NDArray measurements(NDArray c, Step s) {
            return of(c, s);
          }

          @Override
          public NDArray share(NDArray c, Step s) {
            return c;
          }

          @Override
          public boolean entrywise() {
            return true;
          }
        });
  }
}
