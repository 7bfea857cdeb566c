package org.sfumato.corruption;

import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;

/** What can happen to an image. Probabilities are always of being hidden. */
public final class Corruptions {
  private Corruptions() {}

  /** Nothing at all. */
  public static Identity identity() {
    return new Identity();
  }

  /** Each pixel is hidden with probability {@code p}. */
  public static Missing missing(double p) {
    return new Missing(p, false, 0);
  }

  /** A box of {@code h}×{@code w} pixels is hidden somewhere in the image. */
  public static Box box(int h, int w) {
    return new Box(h, w, false, 0);
  }

  /** Blocks of {@code k}×{@code k} pixels become one pixel, their mean. */
  public static Downsample downsample(int k) {
    return new Downsample(k);
  }

  /** Gaussian noise of standard deviation {@code sigma}, for {@code A.plus(gaussian(0.05))}. */
  public static Gaussian gaussian(double sigma) {
    return new Gaussian(sigma);
  }

  /** A corruption of your own: {@code corruption("negative", (x, s) -> x.neg().add(1))}. */
  public static Structured corruption(String name, Corruption f) {
    return new Custom(name, f);
  }

  /** Images that are the measurements: nothing was done to them that is known. */
  public static Measurements observed(Images y) {
    var shape = new int[] {y.channels(), y.height(), y.width()};
    return new Measurements(y.values(), y.shape(), y.ids(), new Identity(), 0, shape);
  }
}
