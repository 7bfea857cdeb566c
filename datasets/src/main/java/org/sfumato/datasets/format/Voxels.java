package org.sfumato.datasets.format;

import java.nio.ByteBuffer;

/**
 * The values of a volume, kept as they are stored and decoded on reading.
 *
 * @param bytes the stored values, in the file's byte order
 * @param type how one value is stored
 * @param slope factor on the stored value
 * @param intercept added after the factor
 * @param count the number of values
 */
record Voxels(ByteBuffer bytes, Type type, double slope, double intercept, int count) {
  /** How one value is stored. */
  enum Type {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4);

    final int code;
    final int width;

    Type(int code, int width) {
      this.code = code;
      this.width = width;
    }
  }

  double value(int i) {
    int at = i * type.width;
    double stored =
        switch (type) {
          case UINT8 -> bytes.get(at) & 0xff;
          case INT8 -> bytes.get(at);
          case INT16 -> bytes.getShort(at);
          case UINT16 -> bytes.getShort(at) & 0xffff;
          case INT32 -> bytes.getInt(at);
          case UINT32 -> bytes.getInt(at) & 0xffffffffL;
          case FLOAT32 -> bytes.getFloat(at);
          case FLOAT64 -> bytes.getDouble(at);
        };
    return stored * slope + intercept;
  }
}
