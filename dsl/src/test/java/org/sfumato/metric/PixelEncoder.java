package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.sfumato.Data;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Step;

/** An encoder whose features are the pixels, four times over, and features by a formula. */
record PixelEncoder(String name) implements Encoder {
  static final double SCALE = 4;

  PixelEncoder() {
    this("pixels");
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return x.reshape(x.getShape().get(0), -1).mul(SCALE);
  }

  @Override
  public NDArray logits(NDArray x) {
    return x.reshape(x.getShape().get(0), -1).mul(8 * SCALE);
  }

  @Override
  public String variant() {
    return "four times over";
  }

  /** The features of the reference script. */
  static double[][] features(int n, int d, int shift) {
    var f = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        double own =
            (i * 7919L + j * 104729L + i * j * 31L + i * i * 17L + shift * 613L) % 1009 / 1009.;
        double shared = (i * 389 + shift * 97) % 101 / 101.;
        f[i][j] = own + shared * (j + 1) / d + .1 * shift;
      }
    }
    return f;
  }

  /** Images that have these features. */
  static Images images(double[][] features) {
    int d = features[0].length;
    var values = new float[features.length * d];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (features[k / d][k % d] / SCALE);
    }
    return Data.imagesOf(values, features.length, 1, 1, d);
  }

  static JsonNode expected() {
    try (var in = PixelEncoder.class.getResourceAsStream("sets/sets.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double expected(String name) {
    return expected().get(name).doubleValue();
  }
}
