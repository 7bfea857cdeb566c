package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.function.Function;
import org.sfumato.Cancel;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Step;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/** Features of images as they come, chunk by chunk, without keeping those before. */
final class Features {
  private Features() {}

  /** Takes the features of some images. */
  @FunctionalInterface
  interface Rows {
    /**
     * @param values {@code count·d} of them, image by image
     * @param from the place of the first image
     */
    void take(double[] values, int from, int count, int d);
  }

  /** What an encoder says of some images, {@code [n, d]}. */
  @FunctionalInterface
  interface Reading {
    NDArray of(NDArray x, Step s);
  }

  /** The encoder's features of all images, in order. */
  static void each(Encoder encoder, Images x, Rows rows) {
    each(encoder.name(), encoder::of, x, rows);
  }

  /**
   * Rows of numbers of all images, in order.
   *
   * @param name who gives them, for sentences
   */
  static void each(String name, Reading reading, Images x, Rows rows) {
    Torch.start();
    var chunks = Chunks.of(x.size());
    try (var ticker =
        Ticker.ofEqualSteps("%s of %d images".formatted(name, x.size()), chunks.size(), "")) {
      int dimension = 0;
      for (int c = 0; c < chunks.size(); c++) {
        if (Cancel.requested()) {
          throw new Interrupted(
              "stopped after the features of %d of %d images".formatted(chunks.get(c)[0], x.size()),
              null);
        }
        int[] places = chunks.get(c);
        var values = chunk(name, reading, x, places);
        int d = values.length / places.length;
        if (dimension > 0 && d != dimension) {
          throw new IllegalArgumentException(
              "%s gave %d features for the first images and %d for later ones; it needs one number of them"
                  .formatted(name, dimension, d));
        }
        dimension = d;
        int count = Chunks.real(places);
        check(name, values, places[0], count, d, x);
        rows.take(values, places[0], count, d);
        ticker.tick(c + 1, "", null);
      }
    }
  }

  private static double[] chunk(String name, Reading reading, Images x, int[] places) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var batch = Chunks.upload(x, places);
      var step =
          new ChunkStep(batch, Chunks.ids(x, places), places, x.size(), new Noise(0), 0, 1, 0);
      Function<Step, NDArray> read = s -> reading.of(batch, s);
      var features = Grad.off(() -> read.apply(step));
      return checked(name, features, places.length).toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  /** The features if there is one row of them per image. */
  static NDArray checked(String name, NDArray features, long n) {
    var shape = features == null ? null : features.getShape();
    if (shape != null && shape.dimension() == 2 && shape.get(0) == n && shape.get(1) > 0) {
      return features;
    }
    throw new IllegalArgumentException(
        "%s returned %s, but one row of features per image is needed, [%d, d]"
            .formatted(name, shape == null ? "nothing" : "the shape " + shape, n));
  }

  private static void check(String name, double[] v, int from, int count, int d, Images x) {
    for (int k = 0; k < count * d; k++) {
      if (!Double.isFinite(v[k])) {
        throw new IllegalArgumentException(
            "%s gave %s as a feature of image %d of %s; features must be finite"
                .formatted(name, v[k], from + k / d, x.expression()));
      }
    }
  }
}
