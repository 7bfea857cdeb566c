package org.sfumato.kernel.cell;

/**
 * Unwinds a cell that its user interrupted; an Error, so that {@code catch (Exception e)} lets it
 * pass.
 */
final class CellInterrupted extends Error {
  private static final long serialVersionUID = 1;

  CellInterrupted() {
    super("interrupted");
  }
}
