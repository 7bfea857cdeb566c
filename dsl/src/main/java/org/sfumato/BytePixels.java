package org.sfumato;

/** 8-bit pictures, one byte a value, read as value/255. */
public record BytePixels(
    byte[] bytes, int count, int channels, int height, int width, String origin, long start)
    implements Pixels {
  public BytePixels {
    long need = (long) count * channels * height * width;
    if (bytes.length != need) {
      throw new IllegalArgumentException(
          "%d images of %d×%d×%d need %d bytes, but there are %d"
              .formatted(count, channels, height, width, need, bytes.length));
    }
  }

  @Override
  public void read(int i, float[] into, int at) {
    int size = channels * height * width;
    int from = i * size;
    for (int k = 0; k < size; k++) {
      into[at + k] = (bytes[from + k] & 0xff) / 255f;
    }
  }

  @Override
  public ImageId id(int i) {
    return new ImageId(origin, start + i);
  }
}
