package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import org.sfumato.Encoder;
import org.sfumato.Step;

/**
 * The image encoder of two trained towers, before its head.
 *
 * @param towers whose image side it is
 */
record AlignedFeatures(Aligned towers) implements Encoder {
  /** Where {@link TwoTower#imagePlan} gives the features of the whole and of places. */
  private static final int WHOLE = 3;

  private static final int PLACES = 4;

  @Override
  public NDArray of(NDArray x, Step s) {
    return towers.see(x).get(WHOLE);
  }

  @Override
  public NDArray places(NDArray x, Step s) {
    var rows = towers.see(x).get(PLACES);
    int grid = towers.network().image().grid();
    return rows.swapAxes(1, 2).reshape(rows.getShape().get(0), -1, grid, grid);
  }

  @Override
  public String name() {
    return "image encoder of " + towers.text();
  }

  @Override
  public String variant() {
    return towers.variant() + ", before the head";
  }

  @Override
  public String text() {
    return towers.text() + ".image()";
  }
}
