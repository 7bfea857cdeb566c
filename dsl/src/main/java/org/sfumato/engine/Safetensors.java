package org.sfumato.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.sfumato.Destination;

/**
 * Named arrays with a note: the safetensors format (an 8-byte length, a JSON header, the values in
 * little-endian order). It is written in float32; other number types are read as float32. Reading
 * executes nothing and checks every offset.
 *
 * @param note free text by key, kept in the header's {@code __metadata__}
 * @param values by name, in the file's order
 * @param shapes by the same names
 */
public record Safetensors(
    Map<String, String> note, Map<String, float[]> values, Map<String, long[]> shapes) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_HEADER = 100 << 20;

  public Safetensors {
    note = Collections.unmodifiableMap(new TreeMap<>(note));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
  }

  /** Writes the file whole or not at all; a full disk leaves what was there before. */
  public void write(Path file) {
    write(file, NumberFormat.FLOAT32);
  }

  /**
   * Writes a file of half the size: every value as its nearest number in half precision, so it is
   * for values that are {@linkplain #half rounded} already.
   */
  public void writeHalf(Path file) {
    write(file, NumberFormat.FLOAT16);
  }

  /** The nearest numbers of half precision (IEEE 754 binary16). */
  public static float[] half(float[] values) {
    var rounded = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      rounded[k] = NumberFormat.half(NumberFormat.half(values[k]));
    }
    return rounded;
  }

  private void write(Path file, NumberFormat format) {
    var header = JSON.createObjectNode();
    var metadata = header.putObject("__metadata__");
    note.forEach(metadata::put);
    long offset = 0;
    for (var entry : values.entrySet()) {
      var tensor = header.putObject(entry.getKey());
      tensor.put("dtype", format.safetensors());
      var shape = tensor.putArray("shape");
      for (long s : shapes.get(entry.getKey())) {
        shape.add(s);
      }
      var range = tensor.putArray("data_offsets");
      range.add(offset);
      offset += (long) format.bytes() * entry.getValue().length;
      range.add(offset);
    }
    var folder = Destination.checked(file).toAbsolutePath().getParent();
    Path part = null;
    try {
      Files.createDirectories(folder);
      part =
          folder.resolve(
              "." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
      var text = header.toString().getBytes(StandardCharsets.UTF_8);
      int padded = (text.length + 7) / 8 * 8;
      // Not a channel: an interrupted thread saves what it has, and a channel would refuse it.
      try (var out = new FileOutputStream(part.toFile())) {
        var start =
            ByteBuffer.allocate(8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(text);
        while (start.hasRemaining()) {
          start.put((byte) ' ');
        }
        out.write(start.array());
        for (var v : values.values()) {
          out.write(format.bytes(v));
        }
        // Only what is on the disk may replace what was there.
        out.getFD().sync();
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(Destination.failed(file, e).getMessage(), e);
    } finally {
      if (part != null) {
        Destination.discard(part);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is no safetensors file, or broken
   */
  public static Safetensors read(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(file + " has more than 2 GiB, which are not read");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < 8 ? -1 : buffer.getLong();
    if (length < 2 || length > LARGEST_HEADER || length > bytes.length - 8) {
      throw broken(file, "it does not start with the length of a header");
    }
    JsonNode header;
    try {
      header = JSON.readTree(new String(bytes, 8, (int) length, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw broken(file, "its header is not JSON");
    }
    if (!header.isObject()) {
      throw broken(file, "its header does not name its values");
    }
    int start = 8 + (int) length;
    var note = new TreeMap<String, String>();
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    var fields = header.fields();
    while (fields.hasNext()) {
      var field = fields.next();
      if (field.getKey().equals("__metadata__")) {
        field
            .getValue()
            .fields()
            .forEachRemaining(m -> note.put(m.getKey(), m.getValue().asText()));
      } else {
        tensor(file, field.getKey(), field.getValue(), bytes, start, values, shapes);
      }
    }
    return new Safetensors(note, values, shapes);
  }

  private static void tensor(
      Path file,
      String name,
      JsonNode tensor,
      byte[] bytes,
      int start,
      Map<String, float[]> values,
      Map<String, long[]> shapes) {
    var format = NumberFormat.safetensors(tensor.path("dtype").asText());
    if (format == null) {
      throw broken(
          file,
          "«" + name + "» is of type " + tensor.path("dtype").asText("?") + ", not known here");
    }
    long from = tensor.path("data_offsets").path(0).asLong(-1);
    long to = tensor.path("data_offsets").path(1).asLong(-1);
    var dims = tensor.path("shape");
    var shape = new long[dims.size()];
    long size = 1;
    for (int d = 0; d < shape.length; d++) {
      shape[d] = dims.get(d).asLong(-1);
      if (shape[d] < 0 || (shape[d] > 0 && size > bytes.length / shape[d])) {
        throw broken(file, "«" + name + "» has an impossible shape");
      }
      size *= shape[d];
    }
    if (from < 0 || to < from || to > bytes.length - start || to - from != format.bytes() * size) {
      throw broken(
          file,
          "«"
              + name
              + "» lies outside the file or does not have its size; the file may be cut short");
    }
    var v = new float[(int) size];
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < v.length; k++) {
      v[k] = format.read(buffer, start + (int) from + k * format.bytes());
    }
    values.put(name, v);
    shapes.put(name, shape);
  }

  private static IllegalArgumentException broken(Path file, String why) {
    return new IllegalArgumentException(file + " is not a whole safetensors file: " + why);
  }
}
