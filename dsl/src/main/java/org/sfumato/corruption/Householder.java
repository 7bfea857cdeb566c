package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The reflection I − 2vvᵀ of K numbers that exchanges the first unit vector and the constant one,
 * 1/√K. It is symmetric and its own inverse, so it is a V whose first row takes means.
 *
 * @param v {@code v}, |v| = 1, broadcastable to the arrays that are reflected
 * @param axes which axes the K numbers lie along
 */
record Householder(NDArray v, int[] axes) {
  /** For arrays whose numbers of one group lie along {@code axes}, in the type of {@code like}. */
  static Householder along(NDArray like, Shape group, int... axes) {
    int k = (int) group.size();
    var v = new double[k];
    // Of one number alone the mean is itself: no reflection.
    if (k > 1) {
      double mean = 1 / Math.sqrt(k);
      double length = Math.sqrt(2 * (1 - mean));
      java.util.Arrays.fill(v, mean / length);
      v[0] = (mean - 1) / length;
    }
    var made = like.getManager().create(v, group).toType(like.getDataType(), false);
    return new Householder(made, axes);
  }

  NDArray of(NDArray x) {
    return x.sub(v.mul(v.mul(x).sum(axes, true)).mul(2));
  }

  /** Σₖ Vᵢₖ² cₖ. */
  NDArray share(NDArray c) {
    var squares = v.square();
    var own = c.mul(squares.mul(-4).add(1));
    return own.add(squares.mul(squares.mul(c).sum(axes, true)).mul(4));
  }

  /** 1 at the first number of each group and 0 at the others, in the shape of v. */
  NDArray first() {
    var one = new double[(int) v.size()];
    one[0] = 1;
    return v.getManager().create(one, v.getShape()).toType(v.getDataType(), false);
  }
}
