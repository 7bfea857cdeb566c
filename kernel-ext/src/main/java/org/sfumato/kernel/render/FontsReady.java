package org.sfumato.kernel.render;

import org.sfumato.kernel.cell.CellHook;
import org.sfumato.view.Fonts;

/** Cells draw letters also on a machine without fonts: what they draw with looks for fonts once. */
public final class FontsReady implements CellHook {
  @Override
  public void beforeCell() {
    Fonts.prepare();
  }
}
