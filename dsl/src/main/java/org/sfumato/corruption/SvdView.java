package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.sfumato.Step;

/** A decomposition that sees each step as another one. */
record SvdView(Svd svd, UnaryOperator<Step> seen) implements Svd {
  @Override
  public NDArray values(NDArray like, Step s) {
    return svd.values(like, seen.apply(s));
  }

  @Override
  public NDArray coefficients(NDArray x, Step s) {
    return svd.coefficients(x, seen.apply(s));
  }

  @Override
  public NDArray images(NDArray c, Step s) {
    return svd.images(c, seen.apply(s));
  }

  @Override
  public NDArray measured(NDArray y, Step s) {
    return svd.measured(y, seen.apply(s));
  }

  @Override
  public NDArray measurements(NDArray c, Step s) {
    return svd.measurements(c, seen.apply(s));
  }

  @Override
  public boolean entrywise() {
    return svd.entrywise();
  }

  @Override
  public NDArray share(NDArray c, Step s) {
    return svd.share(c, seen.apply(s));
  }
}
