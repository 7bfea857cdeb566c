package org.sfumato.datasets.format;

import java.util.function.IntToDoubleFunction;

/**
 * A volume whose place in the patient is known. Axial slices run from the feet to the head, rows
 * from the front to the back, columns from the patient's right to the left, without interpolation:
 * the stored axes are only put in order. Any place between voxels is interpolated linearly along
 * the three stored axes.
 */
public final class Volume {
  /** A voxel is as thick as it is apart from the next, so half of it lies beyond its centre. */
  private static final double HALF = 0.5;

  private final String name;
  private final int[] dims;
  private final IntToDoubleFunction values;
  private final Affine affine;
  private final Affine inverse;
  private final Axes axes;

  /**
   * @param name how errors call it
   * @param dims voxels along the three stored axes, the first runs fastest
   * @param values the value of a voxel by its place in that order
   * @param affine from stored indices to millimetres
   * @throws BadFile if the directions make no volume, or no stored axis lies along one of the
   *     patient's
   */
  Volume(String name, int[] dims, IntToDoubleFunction values, Affine affine) {
    this.name = name;
    this.dims = dims.clone();
    this.values = values;
    this.affine = affine;
    if (!(Math.abs(affine.determinant()) > 1e-9) || !Double.isFinite(affine.determinant())) {
      throw new BadFile(name + " says nothing usable about where its voxels lie in the patient");
    }
    this.inverse = affine.inverse();
    this.axes = Axes.of(dims, affine.rows());
    if (!axes.known()) {
      throw new BadFile(
          name
              + " lies obliquely, more than 37° from every axis of the patient; turn it to axial slices first");
    }
  }

  /** How errors call it. */
  public String name() {
    return name;
  }

  /** The number of axial slices. */
  public int slices() {
    return axes.slices();
  }

  /** Rows of an axial slice. */
  public int height() {
    return axes.height();
  }

  /** Columns of an axial slice. */
  public int width() {
    return axes.width();
  }

  /** Millimetres from a slice to the next. */
  public double sliceStep() {
    return step(2);
  }

  /** Millimetres from a row to the next. */
  public double rowStep() {
    return step(1);
  }

  /** Millimetres from a column to the next. */
  public double columnStep() {
    return step(0);
  }

  /** The step of the stored axis that runs along one of the patient's. */
  private double step(int world) {
    int best = 0;
    for (int axis = 1; axis < 3; axis++) {
      best = share(world, axis) > share(world, best) ? axis : best;
    }
    return affine.step(best);
  }

  private double share(int world, int axis) {
    return Math.abs(affine.rows()[world][axis]) / affine.step(axis);
  }

  /** The number of voxels. */
  public int count() {
    return dims[0] * dims[1] * dims[2];
  }

  /** The value of voxel {@code i} in the stored order. */
  public double stored(int i) {
    return values.applyAsDouble(i);
  }

  /** The value at a place of an axial slice. */
  public double value(int slice, int row, int column) {
    return values.applyAsDouble(axes.index(slice, row, column));
  }

  /** The centre of a voxel of an axial slice, in millimetres to the right, front and up. */
  public double[] place(int slice, int row, int column) {
    int i = axes.index(slice, row, column);
    return affine.at(i % dims[0], i / dims[0] % dims[1], i / dims[0] / dims[1]);
  }

  /** Whether a place lies in the volume, its outer half voxels included. */
  public boolean holds(double[] place) {
    var at = inverse.at(place[0], place[1], place[2]);
    for (int k = 0; k < 3; k++) {
      if (at[k] < -HALF - 1e-6 || at[k] > dims[k] - HALF + 1e-6) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value at any place: linear between the eight voxels around it; in the outer half of an
   * outermost voxel that voxel's own; {@code outside} beyond.
   */
  public double at(double[] place, double outside) {
    if (!holds(place)) {
      return outside;
    }
    var at = inverse.at(place[0], place[1], place[2]);
    var first = new int[3];
    var share = new double[3];
    for (int k = 0; k < 3; k++) {
      double inner = Math.max(0, Math.min(dims[k] - 1, at[k]));
      first[k] = Math.max(0, Math.min(dims[k] - 2, (int) Math.floor(inner)));
      share[k] = dims[k] == 1 ? 0 : inner - first[k];
    }
    double sum = 0;
    for (int corner = 0; corner < 8; corner++) {
      double weight = 1;
      int index = 0;
      int stride = 1;
      for (int k = 0; k < 3; k++) {
        int far = corner >> k & 1;
        weight *= far == 1 ? share[k] : 1 - share[k];
        index += (first[k] + far) * stride;
        stride *= dims[k];
      }
      sum += weight == 0 ? 0 : weight * values.applyAsDouble(index);
    }
    return sum;
  }
}
