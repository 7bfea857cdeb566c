package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Step;

/**
 * Convolution with a Gaussian of standard deviation σ pixels, cut off at 4σ and scaled so that it
 * sums to 1. At its edges the image is mirrored, the outermost pixel being repeated: no dark frame
 * comes in as with zeros, the mean of the image stays, and A is symmetric. Sizes that are not known
 * beforehand do no harm: a kernel larger than the image is mirrored more than once.
 *
 * @param sigma in pixels
 * @param round whether the image goes on periodically instead
 */
public record Blur(double sigma, boolean round) implements Linear {
  public Blur {
    if (!(sigma > 0) || sigma > 1000) {
      throw new IllegalArgumentException(
          "blur(σ) needs a standard deviation in pixels above 0 and up to 1000, not "
              + Numbers.text(sigma));
    }
  }

  /** The image goes on periodically: what leaves on one side comes in on the other. */
  public Blur periodic() {
    return new Blur(sigma, true);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return round ? fourier().of(x, s) : separable().of(x);
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return round
        ? fourier().adjoint(y, s)
        : separable().adjoint(y, y.getShape().get(2), y.getShape().get(3));
  }

  @Override
  public Optional<Svd> svd() {
    return Optional.of(round ? fourier() : separable());
  }

  private Separable separable() {
    return new Separable(
        size -> Axis.of(this, size, n -> Axis.mirrored(Kernels.gaussian(sigma), n)));
  }

  private Fourier fourier() {
    return new Fourier((like, s) -> Kernels.periodic(Kernels.gaussian(sigma), like));
  }

  @Override
  public Optional<String> indivisible() {
    return Optional.of(Whole.sentence(text(), "each measurement mixes many pixels"));
  }

  @Override
  public String equation(String x) {
    return "g_{" + Numbers.text(sigma) + "} * " + x;
  }

  @Override
  public String text() {
    return "blur(" + Numbers.text(sigma) + ")" + (round ? ".periodic()" : "");
  }
}
