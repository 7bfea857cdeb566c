package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.function.Function;
import org.sfumato.Step;
import org.sfumato.engine.Precision;

/**
 * A map that acts along rows and along columns alike in each channel, Y = A X Bᵀ. Its singular
 * values are the products of those of A and B, and coefficient (i, j) of channel c stands at pixel
 * (i, j) of channel c, so that no colour is given the singular value of another frequency.
 *
 * @param axis the map along an axis of a given number of places
 */
record Separable(Function<Integer, Axis> axis) implements Svd {
  NDArray of(NDArray x) {
    return sandwiched(down(x).matrix(x), x, across(x).matrix(x).swapAxes(2, 3));
  }

  /**
   * a x b, in double precision: the bits of one image then do not depend on where it stands in its
   * batch, which those of a product in single precision do.
   */
  private static NDArray sandwiched(NDArray a, NDArray x, NDArray b) {
    return Precision.like(a.matMul(Precision.twice(x)).matMul(b), x);
  }

  /** Aᵀ y, where the images are {@code h}×{@code w}. */
  NDArray adjoint(NDArray y, long h, long w) {
    var a = axis.apply((int) h).matrix(y);
    return sandwiched(a.swapAxes(2, 3), y, axis.apply((int) w).matrix(y));
  }

  @Override
  public NDArray values(NDArray like, Step s) {
    var rows = down(like).sigma(like).reshape(1, 1, -1, 1);
    return rows.mul(across(like).sigma(like).reshape(1, 1, 1, -1));
  }

  @Override
  public NDArray coefficients(NDArray x, Step s) {
    return sandwiched(down(x).v(x).swapAxes(2, 3), x, across(x).v(x));
  }

  @Override
  public NDArray images(NDArray c, Step s) {
    return sandwiched(down(c).v(c), c, across(c).v(c).swapAxes(2, 3));
  }

  @Override
  public NDArray measured(NDArray y, Step s) {
    var image = s.xt().getShape();
    var u = axis.apply((int) image.get(2)).u(y);
    var back = sandwiched(u.swapAxes(2, 3), y, axis.apply((int) image.get(3)).u(y));
    return back.mul(values(back, s).gt(0).toType(y.getDataType(), false));
  }

  @Override
  public NDArray measurements(NDArray c, Step s) {
    var counts = values(c, s).gt(0).toType(c.getDataType(), false);
    return sandwiched(down(c).u(c), c.mul(counts), across(c).u(c).swapAxes(2, 3));
  }

  @Override
  public NDArray share(NDArray c, Step s) {
    return sandwiched(down(c).v(c).square(), c, across(c).v(c).square().swapAxes(2, 3));
  }

  private Axis down(NDArray x) {
    return axis.apply((int) x.getShape().get(2));
  }

  private Axis across(NDArray x) {
    return axis.apply((int) x.getShape().get(3));
  }
}
