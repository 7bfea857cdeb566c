package org.sfumato.kernel.render;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Drawing;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Picture;
import org.sfumato.Provenance;

/**
 * An array that looks like pictures, drawn as pictures: {@code [H, W]}, {@code [1|3, H, W]}, {@code
 * [N, 1|3, H, W]}, or bytes {@code [H, W, 3]}.
 *
 * @param said which values are black and white, and what is left out
 */
record ArrayPicture(Picture picture, String said) {
  private static final long SMALLEST_SIDE = 8;
  private static final long MOST_OBLONG = 8;
  private static final long MOST_IMAGES = 32;
  private static final long MOST_VALUES = 8_000_000;
  private static final double WHITE_OF_BYTES = 255;

  /** How the numbers of an array are arranged as pictures. */
  private record Layout(long n, long channels, long height, long width, boolean channelsLast) {
    boolean looksLikePictures() {
      long small = Math.min(height, width);
      return n > 0 && small >= SMALLEST_SIDE && Math.max(height, width) <= MOST_OBLONG * small;
    }

    static Optional<Layout> of(NDArray array) {
      var s = array.getShape().getShape();
      Layout found = null;
      if (s.length == 2) {
        found = new Layout(1, 1, s[0], s[1], false);
      } else if (s.length == 3 && (s[0] == 1 || s[0] == 3)) {
        found = new Layout(1, s[0], s[1], s[2], false);
      } else if (s.length == 3 && s[2] == 3 && array.getDataType() == DataType.UINT8) {
        found = new Layout(1, 3, s[0], s[1], true);
      } else if (s.length == 4 && (s[1] == 1 || s[1] == 3)) {
        found = new Layout(s[0], s[1], s[2], s[3], false);
      }
      return Optional.ofNullable(found).filter(Layout::looksLikePictures);
    }
  }

  /** Empty if it does not look like pictures, or all its values are the same. */
  static Optional<ArrayPicture> of(NDArray array, ArrayRange range) {
    var layout = Layout.of(array);
    if (layout.isEmpty() || range.finite() == 0 || range.low() == range.high()) {
      return Optional.empty();
    }
    var l = layout.get();
    long each = l.channels * l.height * l.width;
    long n = Math.min(l.n, Math.min(MOST_IMAGES, MOST_VALUES / each));
    return n == 0 ? Optional.empty() : Optional.of(drawn(array, range, l, (int) n));
  }

  private static ArrayPicture drawn(NDArray array, ArrayRange range, Layout l, int n) {
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < n; i++) {
      ids.add(new ImageId("array", i));
    }
    double black = black(array, range);
    double white = white(array, range);
    var values = values(array, l, n);
    for (int i = 0; i < values.length; i++) {
      double v = (values[i] - black) / (white - black);
      values[i] = Double.isNaN(v) ? 0 : (float) Math.max(0, Math.min(1, v));
    }
    var images =
        Images.of(
            values,
            (int) l.channels,
            (int) l.height,
            (int) l.width,
            ids,
            "array",
            new Provenance(Map.of(), Map.of()));
    var said =
        "black "
            + ArrayRange.exact(black)
            + ", white "
            + ArrayRange.exact(white)
            + (range.nan() > 0 ? ", NaN black" : "")
            + (n < l.n ? "; first " + n + " of " + l.n : "");
    return new ArrayPicture(Drawing.found().grid(images), said);
  }

  /** The usual ranges of pictures stay what they are; any other is stretched, and said. */
  private static double black(NDArray array, ArrayRange r) {
    if (r.low() >= 0 && r.high() <= 1 || isBytes(array)) {
      return 0;
    }
    return r.low() >= -1 && r.high() <= 1 ? -1 : r.low();
  }

  private static double white(NDArray array, ArrayRange r) {
    if (isBytes(array)) {
      return WHITE_OF_BYTES;
    }
    return r.low() >= -1 && r.high() <= 1 ? 1 : r.high();
  }

  private static boolean isBytes(NDArray array) {
    return array.getDataType() == DataType.UINT8;
  }

  private static float[] values(NDArray array, Layout l, int n) {
    if (l.n == n) {
      return floats(array, l);
    }
    try (var first = array.get(new NDIndex().addSliceDim(0, n))) {
      return floats(first, l);
    }
  }

  private static float[] floats(NDArray array, Layout l) {
    try (var floats = array.toType(DataType.FLOAT32, true)) {
      var values = floats.toFloatArray();
      if (!l.channelsLast) {
        return values;
      }
      int area = (int) (l.height * l.width);
      var planes = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        planes[i % 3 * area + i / 3] = values[i];
      }
      return planes;
    }
  }
}
