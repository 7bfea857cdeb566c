package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Step;

/**
 * Compressed sensing by some rows of the orthonormal Walsh–Hadamard transform of each channel
 * (Kawar et al. 2022): 1/ratio of them, chosen at random without replacement and in random order,
 * one choice per image, keyed by its identity and shared by its channels; A Aᵀ = I. Measurements
 * are {@code [n, C, m, 1]}.
 *
 * @param ratio of pixels to measurements, from 1 up
 * @param oneForAll whether all images are measured by the same rows
 */
public record Hadamard(int ratio, boolean oneForAll, long seed) implements Linear {
  public Hadamard {
    if (ratio < 1) {
      throw new IllegalArgumentException(
          "hadamard(ratio) needs the number of pixels to each measurement, from 1 up, not "
              + ratio);
    }
  }

  /** The same rows for all images. */
  public Hadamard shared() {
    return new Hadamard(ratio, true, seed);
  }

  @Override
  public Hadamard seed(long seed) {
    return new Hadamard(ratio, oneForAll, seed);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return gathered(transformed(x), s);
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return transformed(scattered(y, s));
  }

  /** The transform of the plane, in natural order: H ⊗ H of the two axes. It is its own inverse. */
  private NDArray transformed(NDArray x) {
    long h = x.getShape().get(2);
    long w = x.getShape().get(3);
    if (Long.bitCount(h) != 1 || Long.bitCount(w) != 1) {
      throw new IllegalArgumentException(
          "hadamard(ratio) needs sides that are powers of two, but the images have %d×%d pixels; resize them"
              .formatted(h, w));
    }
    return matrix(h, x).matMul(x).matMul(matrix(w, x));
  }

  private static NDArray matrix(long n, NDArray like) {
    var values = new double[(int) (n * n)];
    double size = 1 / Math.sqrt(n);
    for (int k = 0; k < values.length; k++) {
      values[k] = Long.bitCount((k / n) & (k % n)) % 2 == 0 ? size : -size;
    }
    return like.getManager()
        .create(values, new Shape(1, 1, n, n))
        .toType(like.getDataType(), false);
  }

  private long rows(long pixels) {
    return Math.max(1, Math.round(pixels / (double) ratio));
  }

  /** Which rows are measured, int64, {@code [n, 1, m]} or {@code [1, 1, m]}. */
  private NDArray chosen(long pixels, Step s) {
    var step = oneForAll ? new SharedStep(s, seed) : s;
    var order = Draws.ranks(Draws.rows(step.uniform("corruption"), pixels));
    return order.get(":, 0:" + rows(pixels)).expandDims(1);
  }

  private static NDArray each(NDArray rows, Shape like) {
    return rows.broadcast(like.get(0), like.get(1), rows.getShape().get(2));
  }

  private NDArray gathered(NDArray c, Step s) {
    Shape shape = c.getShape();
    long pixels = shape.get(2) * shape.get(3);
    var flat = c.reshape(shape.get(0), shape.get(1), pixels);
    return flat.gather(each(chosen(pixels, s), shape), 2).expandDims(3);
  }

  private NDArray scattered(NDArray y, Step s) {
    Shape image = s.xt().getShape();
    long n = y.getShape().get(0);
    long channels = y.getShape().get(1);
    long pixels = image.get(2) * image.get(3);
    var zeros = y.getManager().zeros(new Shape(n, channels, pixels), y.getDataType());
    var at = each(chosen(pixels, s), y.getShape());
    return zeros
        .scatter(at, y.reshape(n, channels, y.getShape().get(2)), 2)
        .reshape(n, channels, image.get(2), image.get(3));
  }

  /** V is the transform, Σ is 1 for the rows that were chosen, and U puts them in their order. */
  @Override
  public Optional<Svd> svd() {
    return Optional.of(
        new Svd() {
          @Override
          public NDArray values(NDArray like, Step s) {
            return scattered(gathered(like.onesLike(), s), s);
          }

          @Override
          public NDArray coefficients(NDArray x, Step s) {
            return transformed(x);
          }

          @Override
          public NDArray images(NDArray c, Step s) {
            return transformed(c);
          }

          @Override
          public NDArray measured(NDArray y, Step s) {
            return scattered(y, s);
          }

          @Override
          public NDArray measurements(NDArray c, Step s) {
            return gathered(c, s);
          }

          /** All rows have entries of one size. */
          @Override
          public NDArray share(NDArray c, Step s) {
            double pixels = c.getShape().get(2) * c.getShape().get(3);
            return c.sum(new int[] {2, 3}, true).div(pixels).add(c.zerosLike());
          }

          @Override
          public boolean entrywise() {
            return true;
          }
        });
  }

  /** A row is kept or hidden for all channels at once. */
  @Override
  public NDArray entries(NDArray y, NDArray u) {
    return Draws.rows(u, y.getShape().get(2)).reshape(u.getShape().get(0), 1, -1, 1);
  }

  @Override
  public Optional<String> blind() {
    return oneForAll && ratio > 1
        ? Optional.of(text() + " takes the same measurements of all images")
        : Optional.empty();
  }

  @Override
  public NDArray shown(NDArray y, Step s) {
    return adjoint(y, s);
  }

  @Override
  public String shownAs() {
    return "its adjoint image";
  }

  @Override
  public String equation(String x) {
    return "S_{1/" + ratio + "} H\\, " + x;
  }

  @Override
  public String text() {
    return "hadamard("
        + ratio
        + ")"
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
