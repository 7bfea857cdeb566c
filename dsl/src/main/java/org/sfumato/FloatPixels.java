package org.sfumato;

import java.util.List;

/** Pictures held as floats, checked once: every value finite and in [0, 1]. */
record FloatPixels(float[] values, int channels, int height, int width, List<ImageId> ids)
    implements Pixels {
  /** Rounding may leave a value this far outside; it is brought back silently. */
  private static final float SLACK = 1e-5f;

  FloatPixels {
    ids = List.copyOf(ids);
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "images of shape [%d, %d, %d] have no pixels".formatted(channels, height, width));
    }
    long need = (long) ids.size() * channels * height * width;
    if (values.length != need) {
      throw new IllegalArgumentException(
          "%d images of shape [%d, %d, %d] need %d values, but there are %d"
              .formatted(ids.size(), channels, height, width, need, values.length));
    }
    int size = channels * height * width;
    for (int k = 0; k < values.length; k++) {
      float v = values[k];
      if (!(v >= -SLACK && v <= 1 + SLACK)) {
        int in = k % size;
        throw new IllegalArgumentException(
            "image %d has %s at channel %d, row %d, column %d; values must be numbers in [0, 1]"
                    .formatted(k / size, v, in / (height * width), in / width % height, in % width)
                + (Float.isNaN(v) ? "" : ": divide by the largest value, or clip first"));
      }
      if (v < 0 || v > 1) {
        values[k] = Math.min(1, Math.max(0, v));
      }
    }
  }

  @Override
  public int count() {
    return ids.size();
  }

  @Override
  public void read(int i, float[] into, int at) {
    int size = channels * height * width;
    System.arraycopy(values, i * size, into, at, size);
  }

  @Override
  public ImageId id(int i) {
    return ids.get(i);
  }
}
