package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Step;

/**
 * A box of h×w pixels is hidden, wholly inside the image and anywhere in it with equal probability:
 * one place per image, keyed by the image's identity.
 *
 * @param oneForAll whether all images have the box in the same place
 */
public record Box(int h, int w, boolean oneForAll, long seed) implements Mask {
  public Box {
    if (h < 1 || w < 1) {
      throw new IllegalArgumentException(
          "box(h, w) needs a box of at least one pixel, not " + h + "×" + w);
    }
  }

  /** The same place in all images. */
  public Box shared() {
    return new Box(h, w, true, seed);
  }

  @Override
  public Box seed(long seed) {
    return new Box(h, w, oneForAll, seed);
  }

  @Override
  public NDArray seen(NDArray x, Step s) {
    Shape shape = x.getShape();
    long height = shape.get(2);
    long width = shape.get(3);
    if (h > height || w > width) {
      throw new IllegalArgumentException(
          "a box of %d×%d pixels does not fit into images of %d×%d; make it smaller"
              .formatted(h, w, height, width));
    }
    var step = oneForAll ? new SharedStep(s, seed) : s;
    var down = hidden(step, "corruption down", x, h, height).reshape(-1, 1, height, 1);
    var across = hidden(step, "corruption across", x, w, width).reshape(-1, 1, 1, width);
    return down.mul(across).mul(-1).add(1).toType(x.getDataType(), false);
  }

  /** 1 from a random start on for {@code length} places, {@code [n, size]}. */
  private static NDArray hidden(Step s, String stream, NDArray x, int length, long size) {
    var u = Draws.plane(s, stream, x).get(":, 0, 0, 0:1").toType(DataType.FLOAT64, false);
    var start = u.mul(size - length + 1).floor();
    var place = x.getManager().arange((int) size).toType(DataType.FLOAT64, false).reshape(1, size);
    return place.gte(start).logicalAnd(place.lt(start.add(length))).toType(DataType.FLOAT32, false);
  }

  @Override
  public Optional<String> blind() {
    return oneForAll
        ? Optional.of(text() + " hides the same pixels of all images")
        : Optional.empty();
  }

  /** A box of more than half the image's sides lies over its middle wherever it is. */
  @Override
  public Optional<String> blind(int height, int width) {
    return blind()
        .or(
            () ->
                2 * h > height && 2 * w > width
                    ? Optional.of(
                        "%s always hides the middle of images of %d×%d pixels"
                            .formatted(text(), height, width))
                    : Optional.empty());
  }

  @Override
  public String equation(String x) {
    return "b_{" + h + "\\times" + w + "} \\odot " + x;
  }

  @Override
  public String text() {
    return "box("
        + h
        + ", "
        + w
        + ")"
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
