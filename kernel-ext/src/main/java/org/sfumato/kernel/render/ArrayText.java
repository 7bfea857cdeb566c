package org.sfumato.kernel.render;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;
import org.sfumato.Numbers;

/** A native array in one line: shape, type, device and range; never its numbers. */
final class ArrayText {
  /** Reading more than this to print one line would be felt. */
  private static final long MOST_READ = 10_000_000;

  private ArrayText() {}

  static String of(NDArray array) {
    if (array.isReleased()) {
      return "NDArray, closed";
    }
    var type = array.getDataType();
    return "NDArray "
        + array.getShape()
        + " "
        + type.name().toLowerCase(Locale.ROOT)
        + " on "
        + array.getDevice()
        + range(array, type);
  }

  private static String range(NDArray array, DataType type) {
    long size = array.getShape().size();
    if (size == 0 || size > MOST_READ || !(type.isFloating() || type.isInteger())) {
      return "";
    }
    try (var floats = array.toType(DataType.FLOAT32, true)) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      double sum = 0;
      long odd = 0;
      for (float v : floats.toFloatArray()) {
        if (!Float.isFinite(v)) {
          odd++;
          continue;
        }
        low = Math.min(low, v);
        high = Math.max(high, v);
        sum += v;
      }
      var notFinite = odd == 0 ? "" : ", " + odd + " not finite";
      return size == odd
          ? notFinite
          : ", "
              + Numbers.text(low)
              + " … "
              + Numbers.text(high)
              + ", mean "
              + Numbers.text(sum / (size - odd))
              + notFinite;
    }
  }
}
