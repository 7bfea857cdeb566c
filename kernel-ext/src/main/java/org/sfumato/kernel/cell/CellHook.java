package org.sfumato.kernel.cell;

/**
 * Something to do around every cell, on the cell's own thread: setting the gradient mode, say.
 * Found by {@link java.util.ServiceLoader}, or given to {@link CellEngine#start}.
 */
public interface CellHook {
  void beforeCell();

  default void afterCell() {}
}
