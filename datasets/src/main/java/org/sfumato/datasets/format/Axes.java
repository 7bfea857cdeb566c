package org.sfumato.datasets.format;

/**
 * How axial slices lie in a stored volume: which stored value stands at (slice, row, column).
 * Slices run from the feet to the head, rows from the front to the back, columns from the patient's
 * right to the left, as a radiologist looks at them.
 *
 * @param slices the number of slices
 * @param height rows of a slice
 * @param width columns of a slice
 * @param start where (0, 0, 0) is stored
 * @param bySlice step to the next slice
 * @param byRow step to the next row
 * @param byColumn step to the next column
 * @param known whether the file told the directions; else the slices are as stored
 */
record Axes(
    int slices,
    int height,
    int width,
    int start,
    int bySlice,
    int byRow,
    int byColumn,
    boolean known) {
  /** An oblique axis belongs to a direction if the cosine between them is at least this. */
  private static final double ALIGNED = 0.8;

  int index(int slice, int row, int column) {
    return start + slice * bySlice + row * byRow + column * byColumn;
  }

  /**
   * @param dims values along the three stored axes, the first runs fastest
   * @param directions column k is the direction of stored axis k in patient coordinates (right,
   *     front, up), of any length; null if the file does not say
   */
  static Axes of(int[] dims, double[][] directions) {
    int[] stride = {1, dims[0], dims[0] * dims[1]};
    if (directions == null) {
      return new Axes(dims[2], dims[1], dims[0], 0, stride[2], stride[1], stride[0], false);
    }
    var axisOf = new int[3];
    var signOf = new double[3];
    for (int world = 0; world < 3; world++) {
      axisOf[world] = -1;
    }
    for (int axis = 0; axis < 3; axis++) {
      double length =
          Math.hypot(Math.hypot(directions[0][axis], directions[1][axis]), directions[2][axis]);
      for (int world = 0; world < 3; world++) {
        double cosine = directions[world][axis] / length;
        if (Math.abs(cosine) >= ALIGNED) {
          axisOf[world] = axis;
          signOf[world] = cosine;
        }
      }
    }
    if (axisOf[0] < 0 || axisOf[1] < 0 || axisOf[2] < 0) {
      return of(dims, null);
    }
    // Columns begin at the patient's right and rows at the front: against the two world axes.
    int start = 0;
    var step = new int[3];
    for (int world = 0; world < 3; world++) {
      int axis = axisOf[world];
      boolean backwards = (world == 2) != (signOf[world] > 0);
      step[world] = backwards ? -stride[axis] : stride[axis];
      start += backwards ? (dims[axis] - 1) * stride[axis] : 0;
    }
    return new Axes(
        dims[axisOf[2]], dims[axisOf[1]], dims[axisOf[0]], start, step[2], step[1], step[0], true);
  }
}
