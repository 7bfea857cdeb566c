package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Step;
import org.sfumato.engine.Precision;

/**
 * Compressed sensing (Bora et al. 2017): m sums of all pixels and channels with independent weights
 * of variance 1/m, so that AᵀA is the identity on average. One matrix per image, keyed by its
 * identity, made when it is needed: all images' matrices together would be m times as large as the
 * images. Measurements are {@code [n, m, 1, 1]}.
 *
 * @param m number of measurements of an image
 * @param oneForAll whether all images are measured by the same matrix
 */
public record Sensing(int m, boolean oneForAll, long seed) implements Linear {
  public Sensing {
    if (m < 1) {
      throw new IllegalArgumentException("sensing(m) needs at least one measurement, not " + m);
    }
  }

  /** One matrix for all images; its singular values are then known. */
  public Sensing shared() {
    return new Sensing(m, true, seed);
  }

  @Override
  public Sensing seed(long seed) {
    return new Sensing(m, oneForAll, seed);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    long n = x.getShape().get(0);
    return precise(matrix(x, s), x.reshape(n, -1, 1)).reshape(n, m, 1, 1);
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    long n = y.getShape().get(0);
    var like = y.getManager().zeros(s.xt().getShape(), y.getDataType());
    var a = matrix(like, s);
    return precise(a.swapAxes(1, 2), y.reshape(n, m, 1)).reshape(like.getShape());
  }

  /** In double precision, so that the bits of an image do not depend on its place in the batch. */
  private static NDArray precise(NDArray a, NDArray x) {
    return Precision.like(Precision.twice(a).matMul(Precision.twice(x)), x);
  }

  /** {@code [n, m, CHW]}, or {@code [1, m, CHW]} if shared. */
  private NDArray matrix(NDArray x, Step s) {
    long pixels = x.getShape().size() / x.getShape().get(0);
    if (m > pixels) {
      throw new IllegalArgumentException(
          "sensing(%d) takes more measurements than images of %d numbers have pixels; take at most %d"
              .formatted(m, pixels, pixels));
    }
    if (oneForAll) {
      return SensingMatrix.of(this, x, s).array(x);
    }
    var rows = new NDList();
    for (int j = 0; j < m; j++) {
      rows.add(row(s.normal("corruption row " + j), pixels, x));
    }
    return ai.djl.ndarray.NDArrays.stack(rows, 1);
  }

  /** The first numbers of each image, of variance 1/m, {@code [n, CHW]}. */
  private NDArray row(NDArray normal, long pixels, NDArray like) {
    var all = normal.reshape(normal.getShape().get(0), -1);
    if (all.getShape().get(1) < pixels) {
      throw new IllegalArgumentException(
          "there are random numbers for %d pixels, but %d are to be measured; measure before enlarging"
              .formatted(all.getShape().get(1), pixels));
    }
    return all.get(":, 0:" + pixels).toType(like.getDataType(), false).mul(1 / Math.sqrt(m));
  }

  @Override
  public Optional<Svd> svd() {
    return oneForAll ? Optional.of(new SensingSvd(this)) : Optional.empty();
  }

  /**
   * Of a matrix of each image's own it is the mean over matrices, m/N for all pixels; of one for
   * all images it follows from its singular vectors.
   */
  @Override
  public NDArray visibility(NDArray like, Step s) {
    if (oneForAll) {
      return Visibility.of(this, like, s);
    }
    Shape shape = like.getShape();
    double pixels = shape.size() / shape.get(0);
    var ones =
        like.getManager()
            .ones(new Shape(shape.get(0), 1, shape.get(2), shape.get(3)), like.getDataType());
    return ones.mul(Math.min(1, m / pixels));
  }

  /** Each sum is kept or hidden. */
  @Override
  public NDArray entries(NDArray y, NDArray u) {
    return Draws.rows(u, m).reshape(u.getShape().get(0), m, 1, 1);
  }

  @Override
  public Optional<String> blind() {
    return oneForAll
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
    return "\\Phi_{" + m + "}\\, " + x;
  }

  @Override
  public String text() {
    return "sensing("
        + m
        + ")"
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
