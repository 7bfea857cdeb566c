package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.BitSet;
import org.sfumato.Measurements;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/** Pixels that no measurement depends on; nothing can be learnt about them. */
final class Unseen {
  private Unseen() {}

  /**
   * @param operator what was done to the images, as it befell them
   * @throws IllegalArgumentException naming the first pixel that no measurement depends on
   */
  static void check(Structured operator, Measurements y) {
    Torch.start();
    var shape = y.imageShape();
    int one = shape[0] * shape[1] * shape[2];
    var seen = new BitSet(one);
    for (var places : Chunks.of(y.size())) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        float[] slope = slopes(operator, y, places).toFloatArray();
        for (int k = 0; k < slope.length; k++) {
          if (slope[k] != 0) {
            seen.set(k % one);
          }
        }
      }
      if (seen.cardinality() == one) {
        return;
      }
    }
    int blind = seen.nextClearBit(0);
    throw new IllegalArgumentException(
        "%s never shows %d of %d pixels, such as the one in row %d and column %d: nothing can be learnt about them; let the corruption differ from image to image, or hide less"
            .formatted(
                y.text(),
                one - seen.cardinality(),
                one,
                blind / shape[2] % shape[1],
                blind % shape[2]));
  }

  /** The slopes of a random sum of the measurements, 0 where none depends on a pixel. */
  private static NDArray slopes(Structured operator, Measurements y, int[] places) {
    var shape = y.imageShape();
    var noise = new Noise(y.size());
    var ids = java.util.Arrays.stream(places).mapToObj(y.ids()::get).toList();
    var images = new Shape(places.length, shape[0], shape[1], shape[2]);
    var x = Grad.leaf(Torch.manager().full(images, .5f));
    var s = new ChunkStep(x, ids, places, y.size(), noise, 0, 0, 0);
    return Grad.on(
        () -> {
          var measured = operator.of(x, s);
          var weights = s.at(measured.stopGradient()).normal("slopes");
          return Grad.of(measured.mul(weights), x);
        });
  }
}
