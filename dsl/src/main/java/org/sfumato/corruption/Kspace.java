package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * Single-coil magnetic resonance: some frequencies of the unitary Fourier transform of each
 * channel, 0 elsewhere. Measurements are {@code [n, 2C, H, W]}: the real and the imaginary part of
 * each channel, zero frequency at the upper left. Which frequencies are measured is drawn per
 * image, keyed by its identity, and shared by its channels.
 *
 * <p>Of real images, k and −k say the same; so the singular values are √((m(k) + m(−k))/2), 0, √½
 * or 1, and the Hartley transform is V.
 *
 * @param plan which frequencies are measured
 */
public record Kspace(KspacePlan plan) implements Linear {
  // In double precision, as those of Fourier.
  private static final Op FORWARD =
      Ops.of(
          """
          def kspace(self, x: Tensor) -> Tensor:
            f = torch.fft_fft2(torch.to(x, 7), None, [-2, -1], "ortho")
            y = torch.flatten(torch.stack([torch.real(f), torch.imag(f)], 2), 1, 2)
            return torch.to(y, ops.prim.dtype(x))
          """);
  private static final Op BACK =
      Ops.of(
          """
          def image(self, re: Tensor, im: Tensor) -> Tensor:
            c = torch.complex(torch.to(re, 7), torch.to(im, 7))
            f = torch.fft_ifft2(c, None, [-2, -1], "ortho")
            return torch.to(torch.real(f), ops.prim.dtype(re))
          """);
  private static final Op OPPOSITE =
      Ops.of(
          """
          def opposite(self, m: Tensor) -> Tensor:
            return torch.roll(torch.flip(m, [2, 3]), [1, 1], [2, 3])
          """);

  /**
   * A share of the k-space lines about zero frequency, in [0, 1], is always measured. Without this
   * setting it is 0.32/acceleration, as in fastMRI: 8 % at 4-fold, 4 % at 8-fold acceleration.
   */
  public Kspace centre(double fraction) {
    return new Kspace(plan.centre(fraction));
  }

  /** Spokes through zero frequency at equal angles, turned by a random angle. */
  public Kspace radial() {
    return new Kspace(plan.radial());
  }

  /** The same frequencies for all images. */
  public Kspace shared() {
    return new Kspace(plan.shared());
  }

  @Override
  public Kspace seed(long seed) {
    return new Kspace(plan.seeded(seed));
  }

  @Override
  public long seed() {
    return plan.seed();
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return FORWARD.on(x).mul(plan.seen(x, s));
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    Shape shape = y.getShape();
    var parts =
        y.mul(plan.seen(y, s))
            .reshape(shape.get(0), shape.get(1) / 2, 2, shape.get(2), shape.get(3));
    return BACK.on(parts.get(":, :, 0"), parts.get(":, :, 1"));
  }

  @Override
  public Optional<Svd> svd() {
    return Optional.of(
        new Svd() {
          @Override
          public NDArray values(NDArray like, Step s) {
            var m = plan.seen(like, s);
            return m.add(OPPOSITE.on(m)).div(2).sqrt();
          }

          @Override
          public NDArray coefficients(NDArray x, Step s) {
            return Fourier.hartley(x);
          }

          @Override
          public NDArray images(NDArray c, Step s) {
            return Fourier.hartley(c);
          }

          /** Uᵀ = Σ⁺ Vᵀ Aᵀ. */
          @Override
          public NDArray measured(NDArray y, Step s) {
            return Fourier.hartley(adjoint(y, s)).mul(inverse(y, s));
          }

          /** U = A V Σ⁺. */
          @Override
          public NDArray measurements(NDArray c, Step s) {
            return of(Fourier.hartley(c.mul(inverse(c, s))), s);
          }

          private NDArray inverse(NDArray like, Step s) {
            var sigma = values(like, s);
            var none = sigma.eq(0).toType(sigma.getDataType(), false);
            return none.mul(-1).add(1).div(sigma.add(none));
          }

          /** Frequencies k and −k count alike, and together they are even over the image. */
          @Override
          public NDArray share(NDArray c, Step s) {
            double pixels = c.getShape().get(2) * c.getShape().get(3);
            return c.sum(new int[] {2, 3}, true).div(pixels).add(c.zerosLike());
          }
        });
  }

  @Override
  public NDArray measured(NDArray y, Step s) {
    return plan.seen(y, s);
  }

  /** Whole lines; single frequencies if radial. Both parts of all channels at once. */
  @Override
  public NDArray entries(NDArray y, NDArray u) {
    return plan.spokes() ? Draws.plane(u, y) : Draws.plane(u, y).get(":, :, 0:1, :");
  }

  @Override
  public Optional<String> blind() {
    return plan.oneForAll() && plan.acceleration() > 1
        ? Optional.of(text() + " measures the same frequencies of all images")
        : Optional.empty();
  }

  @Override
  public NDArray shown(NDArray y, Step s) {
    return adjoint(y, s);
  }

  @Override
  public String shownAs() {
    return "its zero-filled image";
  }

  @Override
  public String equation(String x) {
    return "M_{" + plan.acceleration() + "\\times} \\odot F\\, " + x;
  }

  @Override
  public String text() {
    return plan.text();
  }
}
