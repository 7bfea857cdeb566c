package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sfumato.Measurements;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/** Which pixels were seen, of measurements that are pixels themselves. */
final class Seen {
  private Seen() {}

  /**
   * 1 where a pixel was seen and 0 where it was hidden, in the order of the measurements.
   *
   * @param who to begin the sentence with
   * @throws IllegalArgumentException if the measurements are anything but the images' own pixels
   */
  static float[] of(String who, Measurements y) {
    int[] shape = y.imageShape();
    var all = new float[y.size() * shape[0] * shape[1] * shape[2]];
    int one = shape[0] * shape[1] * shape[2];
    var operator = Structured.of(y.operator());
    if (!operator.linear() || !Arrays.equals(Arrays.copyOfRange(y.shape(), 1, 4), shape)) {
      throw otherwise(who, y);
    }
    for (var places : Chunks.of(y.size())) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var step = step(y, places);
        var ones = step.xt().onesLike();
        var mask = Grad.off(() -> operator.of(ones, step));
        // What multiplies a picture of anything by the mask is the mask.
        var picture = step.normal("any picture");
        var masked = Grad.off(() -> operator.of(picture, step));
        boolean binary = mask.mul(mask.sub(1)).abs().max().toFloatArray()[0] == 0;
        if (!binary || masked.sub(picture.mul(mask)).abs().max().toFloatArray()[0] != 0) {
          throw otherwise(who, y);
        }
        var values = mask.toFloatArray();
        System.arraycopy(values, 0, all, places[0] * one, Chunks.real(places) * one);
      }
    }
    return all;
  }

  private static IllegalArgumentException otherwise(String who, Measurements y) {
    return new IllegalArgumentException(
        "%s fills in pixels that are missing, but %s measures something else than pixels; use a restorer that inverts it, such as wiener(images) or dps(prior)"
            .formatted(who, y.operator().text()));
  }

  /** The step of some of the images, whose state is 0 in their shape. */
  static ChunkStep step(Measurements y, int[] places) {
    int[] shape = y.imageShape();
    var ids = IntStream.of(places).mapToObj(y.ids()::get).toList();
    NDArray state = Torch.manager().zeros(new Shape(places.length, shape[0], shape[1], shape[2]));
    return new ChunkStep(state, ids, places, y.size(), new Noise(0), 0, 1, 0);
  }
}
