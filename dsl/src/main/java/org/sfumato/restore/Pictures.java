package org.sfumato.restore;

import java.util.Arrays;
import org.sfumato.Cost;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.engine.Resident;

/** What translators without a network have in common: a picture in, a picture out. */
final class Pictures {
  private Pictures() {}

  /**
   * The values of measurements that are pictures in the shape of the images.
   *
   * @param who to begin the sentence with
   * @throws IllegalArgumentException if they are anything else, or none
   */
  static float[] of(String who, Measurements y) {
    if (y.size() == 0) {
      throw new IllegalArgumentException("there is nothing to restore: y has no images");
    }
    if (!Arrays.equals(Arrays.copyOfRange(y.shape(), 1, 4), y.imageShape())) {
      throw new IllegalArgumentException(
          "%s takes a picture as it was measured, but %s gives measurements of another shape; use a restorer that inverts it, such as dps(prior)"
              .formatted(who, y.operator().text()));
    }
    return y.values();
  }

  /** The images made of these values, clipped to [0, 1]. */
  static Images made(Restorer by, Measurements y, float[] values, Provenance from, long began) {
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.min(1, Math.max(0, values[k]));
    }
    int[] shape = y.imageShape();
    double seconds = (System.nanoTime() - began) / 1e9;
    var text = by.text() + ".restore(" + y.text() + ")";
    return Images.of(values, shape[0], shape[1], shape[2], y.ids(), text, from)
        .costing(new Cost(0, 0, seconds / y.size(), Resident.peak()));
  }
}
