package org.sfumato.restore;

import org.sfumato.Images;

/** Images from measurements. */
public final class Restorers {
  private Restorers() {}

  /** Linear interpolation of missing pixels from those that were seen: a floor for all others. */
  public static Interpolated interpolated() {
    return new Interpolated();
  }

  /** The linear estimate of least mean squared error, by the covariance of clean images. */
  public static Wiener wiener(Images cleanImages) {
    return new Wiener(cleanImages, Wiener.USUAL_RIDGE);
  }
}
