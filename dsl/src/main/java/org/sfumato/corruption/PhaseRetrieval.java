package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * The magnitudes of the unitary Fourier transform of the image within a dark frame, as a detector
 * behind a lens sees them (Chung et al. 2023): a quarter of the image's size is added on each side,
 * which is oversampling 2 by its authors' count. Zero frequency is in the middle. It is not linear:
 * an image turned by 180° has the same magnitudes.
 */
public record PhaseRetrieval() implements Structured {
  private static final Op MAGNITUDES =
      Ops.of(
          """
          def magnitudes(self, x: Tensor) -> Tensor:
            h = torch.size(x, 2)
            w = torch.size(x, 3)
            a = torch.floordiv(h, 4)
            b = torch.floordiv(w, 4)
            p = torch.constant_pad_nd(x, [b, b, a, a], 0)
            f = torch.fft_fftshift(torch.fft_fft2(torch.to(p, 7), None, [-2, -1], "ortho"), [-2, -1])
            return torch.to(torch.abs(f), ops.prim.dtype(x))
          """);

  @Override
  public NDArray of(NDArray x, Step s) {
    return MAGNITUDES.on(x);
  }

  @Override
  public boolean linear() {
    return false;
  }

  @Override
  public Optional<String> indivisible() {
    return Optional.of(Whole.sentence(text(), "each magnitude depends on the whole image"));
  }

  /** Magnitudes span orders: their logarithm, the largest of each image white. */
  @Override
  public NDArray shown(NDArray y, Step s) {
    var rows = y.reshape(y.getShape().get(0), -1);
    var largest = rows.max(new int[] {1}, true).reshape(-1, 1, 1, 1).maximum(1e-12);
    return y.div(largest).maximum(0).mul(1000).add(1).log().div(Math.log(1001));
  }

  @Override
  public String shownAs() {
    return "logarithm of the magnitudes";
  }

  @Override
  public String equation(String x) {
    return "\\lvert F P\\, " + x + " \\rvert";
  }

  @Override
  public String text() {
    return "phaseRetrieval()";
  }
}
