package org.sfumato.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How numbers are stored in weights files; all are read as float32, in little-endian order. */
enum NumberFormat {
  FLOAT64(8, "F64", "Double"),
  FLOAT32(4, "F32", "Float"),
  FLOAT16(2, "F16", "Half"),
  BFLOAT16(2, "BF16", "BFloat16"),
  INT64(8, "I64", "Long"),
  INT32(4, "I32", "Int"),
  INT16(2, "I16", "Short"),
  INT8(1, "I8", "Char"),
  UINT8(1, "U8", "Byte"),
  BOOL(1, "BOOL", "Bool");

  private static final int HALF_MANTISSA = 10;
  private static final int SINGLE_MANTISSA = 23;
  private static final int HALF_EXPONENTS = 31;

  private final int bytes;
  private final String safetensors;
  private final String torch;

  NumberFormat(int bytes, String safetensors, String torch) {
    this.bytes = bytes;
    this.safetensors = safetensors;
    this.torch = torch;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  /** Such as {@code Float} in {@code FloatStorage}. */
  String torch() {
    return torch;
  }

  /** The format with this name in a safetensors header, or null. */
  static NumberFormat safetensors(String name) {
    for (var f : values()) {
      if (f.safetensors.equals(name)) {
        return f;
      }
    }
    return null;
  }

  /** The format of a storage such as {@code FloatStorage} or a tensor of old, or null. */
  static NumberFormat torch(String name, String ending) {
    for (var f : values()) {
      if (name.equals(f.torch + ending)) {
        return f;
      }
    }
    return null;
  }

  /** The number at this byte of a little-endian buffer. */
  float read(ByteBuffer from, int at) {
    return switch (this) {
      case FLOAT64 -> (float) from.getDouble(at);
      case FLOAT32 -> from.getFloat(at);
      case FLOAT16 -> half(from.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(from.getShort(at) << 16);
      case INT64 -> from.getLong(at);
      case INT32 -> from.getInt(at);
      case INT16 -> from.getShort(at);
      case INT8 -> from.get(at);
      case UINT8 -> from.get(at) & 0xff;
      case BOOL -> from.get(at) == 0 ? 0 : 1;
    };
  }

  /** Its name in a safetensors header. */
  String safetensors() {
    return safetensors;
  }

  /** Values in this format, little-endian; of the formats that weights are written in. */
  byte[] bytes(float[] values) {
    var into = ByteBuffer.allocate(bytes * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      if (this == FLOAT16) {
        into.putShort(half(v));
      } else if (this == FLOAT32) {
        into.putFloat(v);
      } else {
        throw new IllegalArgumentException("weights are written as F32 or F16, not " + safetensors);
      }
    }
    return into.array();
  }

  /** A number of IEEE 754 binary16. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> HALF_MANTISSA & HALF_EXPONENTS;
    int mantissa = bits & (1 << HALF_MANTISSA) - 1;
    if (exponent == 0) {
      // Below 2⁻¹⁴ numbers are multiples of 2⁻²⁴.
      float size = mantissa * 0x1p-24f;
      return sign == 0 ? size : -size;
    }
    int shifted = mantissa << SINGLE_MANTISSA - HALF_MANTISSA;
    int power = exponent == HALF_EXPONENTS ? 255 : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | power << SINGLE_MANTISSA | shifted);
  }

  /** The nearest number of IEEE 754 binary16, ties to even; beyond its range, infinite. */
  static short half(float v) {
    int bits = Float.floatToRawIntBits(v);
    int sign = bits >>> 16 & 0x8000;
    float size = Math.abs(v);
    if (!(size < 65520)) {
      return (short) (sign | 0x7c00 | (Float.isNaN(v) ? 0x200 : 0));
    }
    if (size < 0x1p-14f) {
      // Below 2⁻¹⁴ numbers are multiples of 2⁻²⁴.
      return (short) (sign | (int) Math.rint(size * 0x1p24));
    }
    int dropped = SINGLE_MANTISSA - HALF_MANTISSA;
    int magnitude = bits & 0x7fffffff;
    int odd = magnitude >> dropped & 1;
    int rounded = magnitude + (1 << dropped - 1) - 1 + odd;
    return (short) (sign | (rounded >> dropped) - ((127 - 15) << HALF_MANTISSA));
  }
}
