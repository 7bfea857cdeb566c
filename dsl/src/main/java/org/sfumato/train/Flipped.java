package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.loss.Loss;

/**
 * Some images of a batch mirrored for the network alone: what it is shown is flipped, and so is
 * what it answers. For a corruption A this is to learn from the flipped image F x as measured by A
 * F, with measurements y = A F F x that stay as they are; for masks, both are flipped together.
 * What was hidden stays hidden, where flipping before a mask is drawn would show a picture through
 * two masks and hide p² of it.
 */
record Flipped(Loss.Denoiser net, boolean[] rows) implements Loss.Denoiser {
  /** Not a blend of the two, so that what was not chosen leaves no trace. */
  private static final Op MIRROR =
      Op.of(
          """
          def mirror(self, x: Tensor, rows: Tensor) -> Tensor:
            return torch.where(torch.gt(rows, 0.5), torch.flip(x, [3]), x)
          """);

  @Override
  public NDArray denoise(NDArray x, NDArray sigma) {
    return mirrored(net.denoise(mirrored(x), sigma));
  }

  @Override
  public NDArray denoise(NDArray masked, NDArray seen, NDArray sigma) {
    return mirrored(net.denoise(mirrored(masked), mirrored(seen), sigma));
  }

  private NDArray mirrored(NDArray x) {
    var which = new float[rows.length];
    for (int k = 0; k < rows.length; k++) {
      which[k] = rows[k] ? 1 : 0;
    }
    return MIRROR.on(x, Torch.manager().create(which, new Shape(rows.length, 1, 1, 1)));
  }
}
