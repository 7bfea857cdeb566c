package org.sfumato.datasets.phantom;

/** Pictures of procedural heads in one call. */
public final class Phantoms {
  private Phantoms() {}

  /**
   * One axial picture.
   *
   * @param seed the individual
   * @param level height of the cut in [0, 1]; .3 (midbrain) to .85 (near the vertex) is like
   *     anatomy
   * @param contrast how tissue becomes grey
   * @param size pixels per side, 8 or more
   * @param findings what is wrong with this head; none is healthy
   * @return size·size grey levels in [0, 1], row by row, front of the head first
   */
  public static float[] image(
      long seed, double level, Contrast contrast, int size, Finding... findings) {
    return contrast.render(Head.of(seed).with(findings).slice(level, size));
  }
}
