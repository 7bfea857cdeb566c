package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sfumato.Cancel;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/**
 * Rows of numbers that a network makes of pictures or sentences, in chunks of one size: a row's
 * bits do not depend on how many others are made with it.
 */
final class Vectors {
  /** Below it a vector has no direction. */
  private static final double LEAST = 1e-12;

  private Vectors() {}

  /** One row for each picture. */
  static float[][] of(Images x, UnaryOperator<NDArray> network) {
    return of(x.size(), "images", places -> network.apply(Chunks.upload(x, places)));
  }

  /**
   * @param n how many rows
   * @param what they are of, in a word
   * @param network of the places of a chunk, {@code [places, d]}
   */
  static float[][] of(int n, String what, Function<int[], NDArray> network) {
    Torch.start();
    var rows = new float[n][];
    for (var places : Chunks.of(n)) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped after %d of %d %s".formatted(places[0], n, what), null);
      }
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var made = Op.asWritten(() -> Grad.off(() -> network.apply(places)));
        var all = made.toFloatArray();
        int one = all.length / places.length;
        for (int k = 0; k < Chunks.real(places); k++) {
          rows[places[k]] = Arrays.copyOfRange(all, k * one, (k + 1) * one);
        }
      }
    }
    return rows;
  }

  /** Each vector of the last axis divided by its length; gradients run through it. */
  static NDArray unit(NDArray x) {
    int last = x.getShape().dimension() - 1;
    var length = x.square().sum(new int[] {last}, true).sqrt();
    return x.div(length.maximum((float) LEAST));
  }
}
