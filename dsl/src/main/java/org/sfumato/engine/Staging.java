package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Memory on the way from Java to the engine, which copies what it is given ({@link OwnMemory}). It
 * is used again by the same thread: to have fresh memory for each chunk takes as long as to copy
 * it.
 */
final class Staging {
  /** Floats; whatever is larger gets memory of its own. */
  private static final int MOST = 1 << 20;

  private static final ThreadLocal<Staging> FREE = new ThreadLocal<>();

  private final float[] values;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  private Staging(int size) {
    values = new float[size];
    bytes = ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
  }

  /** Writes the values of an array to a place. */
  @FunctionalInterface
  interface Filling {
    void into(float[] values);
  }

  /** An array of this shape, of what {@code filling} writes, all of it. */
  static NDArray upload(Shape shape, Filling filling) {
    int size = Math.toIntExact(shape.size());
    var free = FREE.get();
    var staging = free != null && free.values.length >= size ? free : new Staging(size);
    // Images that are read may be computed by another upload of this thread.
    FREE.remove();
    filling.into(staging.values);
    staging.floats.clear();
    staging.floats.put(staging.values, 0, size);
    staging.bytes.clear().limit(size * Float.BYTES);
    var array = Torch.manager().create(staging.bytes, shape, DataType.FLOAT32);
    if (staging.values.length <= MOST) {
      FREE.set(staging);
    }
    return array;
  }
}
