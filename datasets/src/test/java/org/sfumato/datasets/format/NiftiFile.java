package org.sfumato.datasets.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Small NIfTI-1 files for tests, written by the format's definition. */
public final class NiftiFile {
  private static final int OFFSET = 352;

  private NiftiFile() {}

  /** A file whose voxels are written by {@code voxels}; the sform says right, front, up. */
  public static byte[] bytes(
      ByteOrder order, int type, int width, int[] dims, Consumer<ByteBuffer> voxels) {
    int count = dims[0] * dims[1] * dims[2];
    var file = ByteBuffer.allocate(OFFSET + count * width).order(order);
    file.putInt(0, 348);
    file.putShort(40, (short) 3);
    for (int k = 0; k < 3; k++) {
      file.putShort(42 + 2 * k, (short) dims[k]);
      file.putFloat(80 + 4 * k, 1);
      file.putFloat(280 + 20 * k, 1);
    }
    file.putFloat(76, 1);
    file.putShort(70, (short) type);
    file.putShort(72, (short) (8 * width));
    file.putFloat(108, OFFSET);
    file.putShort(254, (short) 1);
    file.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    voxels.accept(file.slice(OFFSET, count * width).order(order));
    return file.array();
  }

  /** 3×2×2 bytes with the values 0, 10, 20, … in the order of the file. */
  public static byte[] tens() {
    return bytes(
        ByteOrder.LITTLE_ENDIAN,
        2,
        1,
        new int[] {3, 2, 2},
        b -> {
          for (int i = 0; i < 12; i++) {
            b.put((byte) (10 * i));
          }
        });
  }

  public static byte[] gzip(byte[] plain) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
