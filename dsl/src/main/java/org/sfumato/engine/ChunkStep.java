package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.random.Noise;

/**
 * What a term or a corruption sees at one step for the images of one chunk.
 *
 * @param xt the state of this chunk
 * @param ids which images these are
 * @param places where they stand in their run
 * @param runSize how many images the run has
 */
public record ChunkStep(
    NDArray xt,
    List<ImageId> ids,
    int[] places,
    int runSize,
    Noise noise,
    double sigma,
    double progress,
    int index)
    implements Step {
  /** The same step with another state. */
  public ChunkStep at(NDArray state) {
    return new ChunkStep(state, ids, places, runSize, noise, sigma, progress, index);
  }

  /** The same step with the random numbers of another one. */
  public ChunkStep index(int other) {
    return new ChunkStep(xt, ids, places, runSize, noise, sigma, progress, other);
  }

  @Override
  public NDArray at(Images images) {
    int[] rows = rows(images.size(), images::id, images.expression());
    return Chunks.upload(images, rows);
  }

  @Override
  public NDArray at(Measurements y) {
    int[] rows = rows(y.size(), i -> y.ids().get(i), y.text());
    var shape = y.shape();
    int one = shape[1] * shape[2] * shape[3];
    var values = new float[rows.length * one];
    for (int k = 0; k < rows.length; k++) {
      y.read(rows[k], values, k * one);
    }
    return Torch.manager().create(values, new Shape(rows.length, shape[1], shape[2], shape[3]));
  }

  /** By identity where the images at hand are among them, else by place where the numbers agree. */
  private int[] rows(int size, Function<Integer, ImageId> id, String what) {
    if (size == runSize
        && IntStream.range(0, places.length)
            .allMatch(k -> id.apply(places[k]).equals(ids.get(k)))) {
      // Both at once, as nearly always; no need to look through all of them for each chunk.
      return places;
    }
    Map<ImageId, Integer> byId = new HashMap<>();
    for (int i = 0; i < size; i++) {
      byId.putIfAbsent(id.apply(i), i);
    }
    var rows = new int[ids.size()];
    int found = 0;
    for (int k = 0; k < rows.length; k++) {
      var row = byId.get(ids.get(k));
      found += row != null ? 1 : 0;
      rows[k] = row != null ? row : 0;
    }
    if (found == rows.length) {
      return rows;
    }
    if (found > 0) {
      throw new IllegalArgumentException(
          "%s has some of the images of the run and not others, so it is not clear which belong together; take the same images of each"
              .formatted(what));
    }
    if (size == runSize) {
      return places;
    }
    if (size == 1) {
      return new int[rows.length];
    }
    throw new IllegalArgumentException(
        "%s has %d images but the run has %d, and they are not the same images; take as many of each"
            .formatted(what, size, runSize));
  }

  @Override
  public NDArray normal(String stream) {
    return random(
        (values, k, one) -> noise.normal(stream, ids.get(k), index, values, k * one, one));
  }

  @Override
  public NDArray startNoise() {
    return random((values, k, one) -> noise.normal("start", ids.get(k), 0, values, k * one, one));
  }

  @Override
  public NDArray uniform(String stream) {
    return random(
        (values, k, one) -> noise.uniform(stream, ids.get(k), index, values, k * one, one));
  }

  private NDArray random(Fill fill) {
    var shape = xt.getShape();
    int one = (int) (shape.size() / shape.get(0));
    var values = new float[ids.size() * one];
    for (int k = 0; k < ids.size(); k++) {
      fill.row(values, k, one);
    }
    return Torch.manager().create(values, shape);
  }

  private interface Fill {
    void row(float[] values, int k, int one);
  }
}
