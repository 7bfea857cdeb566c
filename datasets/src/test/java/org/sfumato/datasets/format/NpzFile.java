package org.sfumato.datasets.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small NumPy archives for tests, written by the format's description. */
public final class NpzFile {
  private final Map<String, byte[]> arrays = new LinkedHashMap<>();

  /** An array of bytes. */
  public NpzFile bytes(String name, int[] shape, int... values) {
    var data = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      data[i] = (byte) values[i];
    }
    return raw(name, header("|u1", "False", shape), data);
  }

  /** An array of 64-bit numbers. */
  public NpzFile longs(String name, int[] shape, long... values) {
    var data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return raw(name, header("<i8", "False", shape), data.array());
  }

  static String header(String type, String order, int... shape) {
    var sides = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }".formatted(type, order, sides);
  }

  /** Header and data as they are given. */
  public NpzFile raw(String name, String header, byte[] data) {
    int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    var out = ByteBuffer.allocate(10 + length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    out.put((byte) 0).putShort((short) length);
    out.put(
        (header + " ".repeat(length - header.length() - 1) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    arrays.put(name, out.put(data).array());
    return this;
  }

  public Path write(Path file) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
