package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Blocks of k×k pixels: their means, and an orthonormal basis in which the first coefficient of
 * each block is k times its mean.
 */
record Blocks(int k) {
  private static final int[] AXES = {3, 5};

  /** Images as {@code [n, C, h/k, k, w/k, k]}. */
  NDArray split(NDArray x) {
    Shape shape = x.getShape();
    long h = shape.get(2);
    long w = shape.get(3);
    if (h % k != 0 || w % k != 0) {
      throw new IllegalArgumentException(
          "images of %d×%d pixels do not divide into blocks of %d×%d; resize them to a multiple of %d"
              .formatted(h, w, k, k, k));
    }
    return x.reshape(shape.get(0), shape.get(1), h / k, k, w / k, k);
  }

  /** {@code [n, C, H, W]} to {@code [n, C, H/k, W/k]}. */
  NDArray means(NDArray x) {
    return split(x).sum(AXES).div((double) k * k);
  }

  /** Every pixel of a block gets its value. */
  NDArray spread(NDArray y) {
    return y.repeat(2, k).repeat(3, k);
  }

  /** V = Vᵀ. */
  NDArray reflected(NDArray x) {
    return householder(x).of(split(x)).reshape(x.getShape());
  }

  /** Σₖ Vᵢₖ² cₖ. */
  NDArray share(NDArray c) {
    return householder(c).share(split(c)).reshape(c.getShape());
  }

  /** 1 at the first pixel of each block and 0 elsewhere, in the shape of {@code like}. */
  NDArray first(NDArray like) {
    return split(like.onesLike()).mul(householder(like).first()).reshape(like.getShape());
  }

  /** Values of blocks at the first pixel of each, 0 elsewhere. */
  NDArray atFirst(NDArray y) {
    var all = spread(y);
    return all.mul(first(all));
  }

  /** The values at the first pixel of each block. */
  NDArray ofFirst(NDArray x) {
    return split(x).mul(householder(x).first()).sum(AXES);
  }

  private Householder householder(NDArray like) {
    return Householder.along(like, new Shape(1, 1, 1, k, 1, k), AXES);
  }
}
