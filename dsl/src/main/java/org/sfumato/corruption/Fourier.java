package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.function.BiFunction;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * Convolution of images that go on periodically, h * x. With the transfer function ĥ = |ĥ| e^{iφ}
 * it is Q |A|: |A| has the eigenvalues |ĥ| and the real eigenvectors of the Hartley transform, and
 * the orthogonal Q turns the phase of each frequency by φ. So V is the Hartley transform, Σ = |ĥ|
 * and U = Q V.
 *
 * @param kernel h with its origin at the upper left, {@code [n, 1, H, W]} or {@code [1, 1, H, W]},
 *     for an array in the shape of the images
 */
record Fourier(BiFunction<NDArray, Step, NDArray> kernel) implements Svd {
  // Transforms are computed in double precision: the bits of one image then do not depend on where
  // it
  // stands in its batch, which those of an FFT do.
  private static final Op HARTLEY =
      Ops.of(
          """
          def hartley(self, x: Tensor) -> Tensor:
            f = torch.fft_fft2(torch.to(x, 7), None, [-2, -1], "ortho")
            return torch.to(torch.sub(torch.real(f), torch.imag(f)), ops.prim.dtype(x))
          """);
  private static final Op FILTERED =
      Ops.of(
          """
          def filtered(self, x: Tensor, re: Tensor, im: Tensor) -> Tensor:
            h = torch.complex(re, im)
            f = torch.mul(torch.fft_fft2(torch.to(x, 7), None, [-2, -1], None), h)
            y = torch.real(torch.fft_ifft2(f, None, [-2, -1], None))
            return torch.to(y, ops.prim.dtype(x))
          """);
  private static final Op TRANSFER =
      Ops.of(
          """
          def transfer(self, k: Tensor) -> Tuple[Tensor, Tensor]:
            f = torch.fft_fft2(torch.to(k, 7), None, [-2, -1], None)
            return (torch.real(f), torch.imag(f))
          """);

  /** The orthonormal Hartley transform in two dimensions, its own inverse: Re F x − Im F x. */
  static NDArray hartley(NDArray x) {
    return HARTLEY.on(x);
  }

  NDArray of(NDArray x, Step s) {
    var t = Transfer.of(kernel.apply(x, s));
    return FILTERED.on(x, t.re, t.im);
  }

  NDArray adjoint(NDArray y, Step s) {
    var t = Transfer.of(kernel.apply(y, s));
    return FILTERED.on(y, t.re, t.im.neg());
  }

  @Override
  public NDArray values(NDArray like, Step s) {
    return Transfer.of(kernel.apply(like, s)).size().toType(like.getDataType(), false);
  }

  @Override
  public NDArray coefficients(NDArray x, Step s) {
    return hartley(x);
  }

  @Override
  public NDArray images(NDArray c, Step s) {
    return hartley(c);
  }

  @Override
  public NDArray measured(NDArray y, Step s) {
    var t = Transfer.of(kernel.apply(y, s));
    var phase = t.phase();
    return hartley(FILTERED.on(y, phase.re, phase.im.neg())).mul(t.counts(y));
  }

  @Override
  public NDArray measurements(NDArray c, Step s) {
    var t = Transfer.of(kernel.apply(c, s));
    var phase = t.phase();
    return FILTERED.on(hartley(c.mul(t.counts(c))), phase.re, phase.im);
  }

  /** Frequencies k and −k count alike, and together they are even over the image. */
  @Override
  public NDArray share(NDArray c, Step s) {
    double pixels = c.getShape().get(2) * c.getShape().get(3);
    return c.sum(new int[] {2, 3}, true).div(pixels).add(c.zerosLike());
  }

  /** ĥ, its real and its imaginary part. */
  private record Transfer(NDArray re, NDArray im) {
    static Transfer of(NDArray kernel) {
      var both = TRANSFER.all(kernel);
      return new Transfer(both.get(0), both.get(1));
    }

    NDArray size() {
      return re.square().add(im.square()).sqrt();
    }

    /** 1 where |ĥ| is not 0. */
    NDArray counts(NDArray like) {
      return size().gt(0).toType(like.getDataType(), false);
    }

    /** e^{iφ}, 1 where ĥ is 0. */
    Transfer phase() {
      var size = size();
      var none = size.eq(0).toType(re.getDataType(), false);
      var whole = size.add(none);
      return new Transfer(re.add(none).div(whole), im.div(whole));
    }
  }
}
