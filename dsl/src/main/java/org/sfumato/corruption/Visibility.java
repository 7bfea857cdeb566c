package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.sfumato.Step;
import org.sfumato.engine.Grad;

/** How much of each pixel is measured: the diagonal of A⁺A. */
final class Visibility {
  private static final int PROBES = 32;

  private Visibility() {}

  static NDArray of(Structured a, NDArray like, Step s) {
    return Grad.off(
        () ->
            a.svd()
                .map(svd -> of(svd, like, s))
                .orElseGet(() -> pixels(estimated(z -> a.dagger(a.of(z, s), s), like, s))));
  }

  /** Σₖ Vᵢₖ² over what has a singular value that counts. */
  static NDArray of(Svd svd, NDArray like, Step s) {
    var sigma = svd.values(like, s);
    double share = Solving.negligible(like.getDataType());
    var rows = sigma.reshape(sigma.getShape().get(0), -1);
    var largest = rows.max(new int[] {1}, true).reshape(-1, 1, 1, 1);
    var counts = sigma.gt(largest.mul(share)).toType(like.getDataType(), false);
    return pixels(svd.share(counts.add(like.zerosLike()), s));
  }

  /** The diagonal of a symmetric matrix, from what it does to random signs. */
  static NDArray estimated(UnaryOperator<NDArray> matrix, NDArray like, Step s) {
    var sum = like.zerosLike();
    for (int k = 0; k < PROBES; k++) {
      var positive = s.normal("visibility/" + k).gte(0).toType(like.getDataType(), false);
      var z = positive.mul(2).sub(1);
      sum = sum.add(z.mul(matrix.apply(z)));
    }
    return sum.div(PROBES);
  }

  /** The mean of the channels, in [0, 1]. */
  private static NDArray pixels(NDArray share) {
    return share.mean(new int[] {1}, true).clip(0, 1);
  }
}
