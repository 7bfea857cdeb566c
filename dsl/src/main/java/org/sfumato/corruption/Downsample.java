package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Step;

/**
 * Each block of k×k pixels becomes one: their mean, with A Aᵀ = 1/k², or, bicubic, the value of a
 * smooth kernel over 4k×4k pixels.
 *
 * @param k side of a block in pixels
 * @param smooth whether it is bicubic
 */
public record Downsample(int k, boolean smooth) implements Linear {
  public Downsample {
    if (k < 1) {
      throw new IllegalArgumentException(
          "downsample(k) needs blocks of at least one pixel, not " + k);
    }
  }

  /**
   * Cubic kernel (Keys 1981, a = −½) over 4k pixels a side, the middle of each block being its
   * centre; the image is mirrored at its edges, the outermost pixel being repeated.
   */
  public Downsample bicubic() {
    return new Downsample(k, true);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    blocks().split(x);
    return smooth ? separable().of(x) : blocks().means(x);
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return smooth
        ? separable().adjoint(y, k * y.getShape().get(2), k * y.getShape().get(3))
        : blocks().spread(y).div((double) k * k);
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return smooth ? Optional.empty() : Optional.of(of(v, s).div((double) k * k));
  }

  /** Of means: V reflects each block so that its first coefficient is k times its mean. */
  @Override
  public Optional<Svd> svd() {
    return Optional.of(smooth ? separable() : new Means(k));
  }

  private Separable separable() {
    return new Separable(size -> Axis.of(this, size, n -> Axis.of(Kernels.bicubic(k, n))));
  }

  private Blocks blocks() {
    return new Blocks(k);
  }

  private record Means(int k) implements Svd {
    private Blocks blocks() {
      return new Blocks(k);
    }

    @Override
    public NDArray values(NDArray like, Step s) {
      return blocks().first(like).div((double) k);
    }

    @Override
    public NDArray coefficients(NDArray x, Step s) {
      return blocks().reflected(x);
    }

    @Override
    public NDArray images(NDArray c, Step s) {
      return blocks().reflected(c);
    }

    @Override
    public NDArray measured(NDArray y, Step s) {
      return blocks().atFirst(y);
    }

    @Override
    public NDArray measurements(NDArray c, Step s) {
      return blocks().ofFirst(c);
    }

    @Override
    public NDArray share(NDArray c, Step s) {
      return blocks().share(c);
    }

    @Override
    public boolean entrywise() {
      return true;
    }
  }

  @Override
  public Optional<String> blind() {
    return k > 1 ? Optional.of(text() + " loses the same details of all images") : Optional.empty();
  }

  @Override
  public String equation(String x) {
    return "{\\downarrow}_{" + k + (smooth ? "}^{\\mathrm{bicubic}}\\, " : "}\\, ") + x;
  }

  @Override
  public String text() {
    return "downsample(" + k + ")" + (smooth ? ".bicubic()" : "");
  }
}
