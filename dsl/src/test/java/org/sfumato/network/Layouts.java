package org.sfumato.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.sfumato.engine.Safetensors;

/** Small models in the layouts of published ones, by the formula of published.py. */
final class Layouts {
  private static final JsonNode EXPECTED;

  static {
    try (var in = Layouts.class.getResourceAsStream("published.json")) {
      EXPECTED = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final Map<String, float[]> values = new LinkedHashMap<>();
  final Map<String, long[]> shapes = new LinkedHashMap<>();

  /** All weights of a model. */
  static Layouts of(String model) {
    var all = new Layouts();
    EXPECTED
        .get(model)
        .get("shapes")
        .fields()
        .forEachRemaining(
            f -> {
              var shape = new long[f.getValue().size()];
              for (int d = 0; d < shape.length; d++) {
                shape[d] = f.getValue().get(d).asLong();
              }
              all.shapes.put(f.getKey(), shape);
              all.values.put(f.getKey(), filled(f.getKey(), shape));
            });
    return all;
  }

  private static float[] filled(String name, long[] shape) {
    long fan = 1;
    for (int d = 1; d < shape.length; d++) {
      fan *= shape[d];
    }
    var crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.US_ASCII));
    boolean scale =
        name.matches(
            ".*\\.(ln_|LayerNorm|bn)[^.]*\\.weight|ln_final\\.weight|.*downsample\\.1\\.weight|.*running_var");
    var v = new float[(int) (shape[0] * fan)];
    for (int k = 0; k < v.length; k++) {
      double wave = Math.sin(.7 * k + crc.getValue() % 1000);
      v[k] =
          (float)
              (shape.length > 1 ? wave * Math.sqrt(2. / fan) : scale ? 1 + .2 * wave : .2 * wave);
    }
    return v;
  }

  /** What PyTorch found. */
  static float[][] expected(String model, String what) {
    var rows = EXPECTED.get(model).get(what);
    var found = new float[rows.size()][];
    for (int i = 0; i < found.length; i++) {
      found[i] = new float[rows.get(i).size()];
      for (int k = 0; k < found[i].length; k++) {
        found[i][k] = (float) rows.get(i).get(k).asDouble();
      }
    }
    return found;
  }

  Path write(Path file) {
    new Safetensors(Map.of(), values, shapes).write(file);
    return file;
  }

  /** Moves an array to another name. */
  void rename(String from, String to) {
    values.put(to, values.remove(from));
    shapes.put(to, shapes.remove(from));
  }

  /** Takes a third of an array along its first axis away as an array of its own. */
  void third(String from, int which, String to) {
    var all = values.get(from);
    int one = all.length / 3;
    values.put(to, java.util.Arrays.copyOfRange(all, which * one, (which + 1) * one));
    var shape = shapes.get(from).clone();
    shape[0] /= 3;
    shapes.put(to, shape);
  }

  /** Rows become columns. */
  void turn(String name) {
    var v = values.get(name);
    int rows = (int) shapes.get(name)[0];
    int columns = (int) shapes.get(name)[1];
    var w = new float[v.length];
    for (int k = 0; k < v.length; k++) {
      w[k % columns * rows + k / columns] = v[k];
    }
    values.put(name, w);
    shapes.put(name, new long[] {columns, rows});
  }
}
