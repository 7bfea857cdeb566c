package org.sfumato.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.sfumato.Data;
import org.sfumato.Images;

/** Pairs of photographs with the values that other libraries give them. */
final class Photographs {
  static final int COUNT = 16;
  private static final int SIDE = 96;

  private Photographs() {}

  static Images gray(String folder) {
    return read(folder, 1);
  }

  static Images colour(String folder) {
    return read(folder, 3);
  }

  private static Images read(String folder, int channels) {
    var values = new float[COUNT * channels * SIDE * SIDE];
    for (int i = 0; i < COUNT; i++) {
      try (var in =
          Photographs.class.getResourceAsStream("photographs/%s/%02d.png".formatted(folder, i))) {
        var raster = ImageIO.read(in).getRaster();
        for (int k = 0; k < channels * SIDE * SIDE; k++) {
          int c = k / (SIDE * SIDE);
          int level = raster.getSample(k % SIDE, k / SIDE % SIDE, c);
          values[i * channels * SIDE * SIDE + k] = level / 255f;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Data.imagesOf(values, COUNT, channels, SIDE, SIDE);
  }

  static double[] expected(String kind, String metric) {
    try (var in = Photographs.class.getResourceAsStream("photographs/metrics.json")) {
      JsonNode each = new ObjectMapper().readTree(in).get(kind).get(metric);
      var values = new double[each.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = each.get(i).doubleValue();
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
