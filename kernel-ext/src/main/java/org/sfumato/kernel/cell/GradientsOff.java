package org.sfumato.kernel.cell;

import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;

/**
 * Arrays that a cell makes by hand keep no graph of how they were made, which would hold on to
 * memory.
 */
public final class GradientsOff implements CellHook {
  @Override
  public void beforeCell() {
    // Grad alone would start the engine: a second and 200 MB that many a notebook never needs.
    if (Torch.running()) {
      Grad.offHere();
    }
  }
}
