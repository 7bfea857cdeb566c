package org.sfumato.kernel.cell;

import org.sfumato.engine.Grad;

/**
 * Arrays that a cell makes by hand keep no graph of how they were made, which would hold on to
 * memory.
 */
public final class GradientsOff implements CellHook {
  @Override
  public void beforeCell() {
    Grad.offHere();
  }
}
