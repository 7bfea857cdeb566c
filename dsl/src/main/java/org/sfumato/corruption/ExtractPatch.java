package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import org.sfumato.Step;

/**
 * A square of n×n pixels is cut out, wholly inside the image and anywhere in it with equal
 * probability (Bora et al. 2018). The operator knows where it was; A Aᵀ = I.
 *
 * @param oneForAll whether the same square is cut out of all images
 */
public record ExtractPatch(int n, boolean oneForAll, long seed) implements Linear {
  public ExtractPatch {
    new Patch("extractPatch", n, oneForAll, seed);
  }

  /** The same square of all images. */
  public ExtractPatch shared() {
    return new ExtractPatch(n, true, seed);
  }

  @Override
  public ExtractPatch seed(long seed) {
    return new ExtractPatch(n, oneForAll, seed);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return rows(x, s, true).matMul(x).matMul(rows(x, s, false).swapAxes(2, 3));
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    var like = like(y, s);
    return rows(like, s, true).swapAxes(2, 3).matMul(y).matMul(rows(like, s, false));
  }

  /** Which row of the image each row of the square is: 0 but for one 1, {@code [N, 1, n, H]}. */
  private NDArray rows(NDArray x, Step s, boolean down) {
    long size = Patch.size(x, down);
    var start = patch().start(x, s, down);
    var from = x.getManager().arange((int) size).toType(DataType.FLOAT64, false);
    var to = x.getManager().arange(n).toType(DataType.FLOAT64, false).reshape(1, 1, n, 1);
    return from.reshape(1, 1, 1, size).sub(to).eq(start).toType(x.getDataType(), false);
  }

  private static NDArray like(NDArray y, Step s) {
    return y.getManager().zeros(s.xt().getShape(), y.getDataType());
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return Optional.of(of(v, s));
  }

  /** V = I, Σ is 1 within the square, and U puts each of its pixels where it was. */
  @Override
  public Optional<Svd> svd() {
    return Optional.of(
        new Svd() {
          @Override
          public NDArray values(NDArray like, Step s) {
            return patch().seen(like, s);
          }

          @Override
          public NDArray coefficients(NDArray x, Step s) {
            return x;
          }

          @Override
          public NDArray images(NDArray c, Step s) {
            return c;
          }

          @Override
          public NDArray measured(NDArray y, Step s) {
            return adjoint(y, s);
          }

          @Override
          public NDArray measurements(NDArray c, Step s) {
            return of(c, s);
          }

          @Override
          public NDArray share(NDArray c, Step s) {
            return c;
          }

          @Override
          public boolean entrywise() {
            return true;
          }
        });
  }

  @Override
  public Optional<String> blind() {
    return patch().blind(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public Optional<String> blind(int h, int w) {
    return patch().blind(h, w);
  }

  private Patch patch() {
    return new Patch("extractPatch", n, oneForAll, seed);
  }

  @Override
  public String equation(String x) {
    return "P_{" + n + "\\times" + n + "}\\, " + x;
  }

  @Override
  public String text() {
    return patch().text();
  }
}
