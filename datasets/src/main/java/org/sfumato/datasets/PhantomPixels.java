package org.sfumato.datasets;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;
import org.sfumato.ImageId;
import org.sfumato.Pixels;

/**
 * Phantom pictures, each computed when first read and then kept as bytes. Computing is
 * deterministic, so two threads that meet at one picture write the same.
 */
final class PhantomPixels implements Pixels {
  static final String ORIGIN = "phantom";

  private final String origin;
  private final int side;
  private final long[] positions;
  private final LongFunction<byte[]> picture;
  private final AtomicReferenceArray<byte[]> kept;

  /**
   * @param picture the side·side grey levels of a position
   */
  PhantomPixels(String origin, int side, long[] positions, LongFunction<byte[]> picture) {
    this.origin = origin;
    this.side = side;
    this.positions = positions.clone();
    this.picture = picture;
    this.kept = new AtomicReferenceArray<>(positions.length);
  }

  @Override
  public int count() {
    return positions.length;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public int height() {
    return side;
  }

  @Override
  public int width() {
    return side;
  }

  @Override
  public void read(int i, float[] into, int at) {
    var bytes = kept.get(i);
    if (bytes == null) {
      bytes = picture.apply(positions[i]);
      kept.set(i, bytes);
    }
    for (int k = 0; k < bytes.length; k++) {
      into[at + k] = (bytes[k] & 0xff) / 255f;
    }
  }

  @Override
  public ImageId id(int i) {
    return new ImageId(origin, positions[i]);
  }
}
