package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.function.BiFunction;
import org.sfumato.Step;

/**
 * A decomposition with some of the measurements hidden, where each measurement is one coefficient:
 * the singular values of what is hidden become 0.
 *
 * @param kept 1 where a measurement is kept and 0 where it is hidden, for an array in their shape
 */
record KeptSvd(Svd svd, BiFunction<NDArray, Step, NDArray> kept) implements Svd {
  @Override
  public NDArray values(NDArray like, Step s) {
    // The measurements' shape comes from measuring; which of them are kept, from their
    // coefficients.
    var y = svd.measurements(like.onesLike(), s).onesLike();
    var mask = y.mul(kept.apply(y, s));
    return svd.values(like, s).mul(svd.measured(mask, s).abs());
  }

  @Override
  public NDArray coefficients(NDArray x, Step s) {
    return svd.coefficients(x, s);
  }

  @Override
  public NDArray images(NDArray c, Step s) {
    return svd.images(c, s);
  }

  @Override
  public NDArray measured(NDArray y, Step s) {
    return svd.measured(y.mul(kept.apply(y, s)), s);
  }

  @Override
  public NDArray measurements(NDArray c, Step s) {
    var y = svd.measurements(c, s);
    return y.mul(kept.apply(y, s));
  }

  @Override
  public boolean entrywise() {
    return true;
  }

  @Override
  public NDArray share(NDArray c, Step s) {
    return svd.share(c, s);
  }
}
