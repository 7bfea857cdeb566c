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

/**
 * Networks in their official layouts filled by the formula of networks.json's script, and what
 * PyTorch said of them.
 */
public final class FormulaWeights {
  private static final JsonNode EXPECTED;

  static {
    try (var in = FormulaWeights.class.getResourceAsStream("networks.json")) {
      EXPECTED = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FormulaWeights() {}

  /** What was found for a network. */
  public static JsonNode expected(String network) {
    return EXPECTED.get(network);
  }

  /** Writes weights of the shapes that {@code what} lists. */
  public static Path write(String network, String what, Path file) {
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    expected(network)
        .get(what)
        .fields()
        .forEachRemaining(
            f -> {
              var shape = new long[f.getValue().size()];
              for (int d = 0; d < shape.length; d++) {
                shape[d] = f.getValue().get(d).asLong();
              }
              shapes.put(f.getKey(), shape);
              values.put(f.getKey(), filled(f.getKey(), shape));
            });
    new Safetensors(Map.of(), values, shapes).write(file);
    return file;
  }

  private static float[] filled(String name, long[] shape) {
    long fan = 1;
    for (int d = 1; d < shape.length; d++) {
      fan *= shape[d];
    }
    var crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.US_ASCII));
    var v = new float[(int) (fan * shape[0])];
    for (int k = 0; k < v.length; k++) {
      double u = hashed(k, (int) crc.getValue());
      if (name.endsWith("running_var")) {
        u = 1 + .5 * u;
      } else if (name.endsWith("bn.weight")) {
        u = 1 + .2 * u;
      } else if (name.startsWith("lin")) {
        u = u + .5;
      } else {
        u *= shape.length > 1 ? Math.sqrt(24. / fan) : .1;
      }
      v[k] = (float) u;
    }
    return v;
  }

  private static double hashed(int k, int seed) {
    int h = k * 0x9E3779B1 + seed;
    h ^= h >>> 16;
    h *= 0x85EBCA6B;
    h ^= h >>> 13;
    h *= 0xC2B2AE35;
    h ^= h >>> 16;
    return (h & 0xffffffffL) / 0x1p32 - .5;
  }

  /** Pictures of these kinds, NCHW: 0 a pattern, 1 the pattern mixed with noise, 2 noise. */
  public static float[] pictures(int c, int h, int w, int... kinds) {
    int one = c * h * w;
    var values = new float[kinds.length * one];
    for (int n = 0; n < kinds.length; n++) {
      for (int k = 0; k < one; k++) {
        double ramp = (7 * (k / w % h) + 13 * (k % w) + 29 * (k / w / h)) % 256;
        double noise = Math.floor((hashed(k, 11 + kinds[n]) + .5) * 256);
        double level =
            switch (kinds[n]) {
              case 0 -> ramp;
              case 1 -> Math.min(255, Math.floor(ramp * .75 + noise * .25));
              default -> noise;
            };
        values[n * one + k] = (float) (level / 255);
      }
    }
    return values;
  }
}
