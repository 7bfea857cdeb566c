package org.sfumato.datasets;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.sfumato.ImageId;
import org.sfumato.Pixels;
import org.sfumato.datasets.phantom.Contrast;

/**
 * Phantom pictures, each computed when first read and then kept as bytes. Computing is
 * deterministic, so two threads that meet at one picture write the same.
 */
final class PhantomPixels implements Pixels {
  static final String ORIGIN = "phantom";

  private final Contrast contrast;
  private final int side;
  private final long[] positions;
  private final AtomicReferenceArray<byte[]> kept;

  PhantomPixels(Contrast contrast, int side, long[] positions) {
    this.contrast = contrast;
    this.side = side;
    this.positions = positions.clone();
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
      bytes = PhantomCut.at(positions[i]).render(contrast, side);
      kept.set(i, bytes);
    }
    for (int k = 0; k < bytes.length; k++) {
      into[at + k] = (bytes[k] & 0xff) / 255f;
    }
  }

  @Override
  public ImageId id(int i) {
    return new ImageId(ORIGIN, positions[i]);
  }
}
