package org.sfumato;

/**
 * Where the pictures of an {@link Images} lie. Sources of 8-bit files keep their bytes and convert
 * on reading. Implementations are immutable and may be read by several threads.
 */
public interface Pixels {
  int count();

  int channels();

  int height();

  int width();

  /** Writes image {@code i} as {@code C·H·W} floats in [0, 1] to {@code into} from {@code at}. */
  void read(int i, float[] into, int at);

  /** Which image stands at place {@code i}. */
  ImageId id(int i);
}
