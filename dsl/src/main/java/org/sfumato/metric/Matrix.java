package org.sfumato.metric;

/** Arrays of rows, checked and flattened. */
final class Matrix {
  private Matrix() {}

  /** The width of the rows, all of which must have the same and be finite. */
  static int width(String what, double[][] rows) {
    if (rows.length == 0 || rows[0].length == 0) {
      throw new IllegalArgumentException("there are no " + what);
    }
    int d = rows[0].length;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != d) {
        throw new IllegalArgumentException(
            "row %d of the %s has %d values, but row 0 has %d"
                .formatted(i, what, rows[i].length, d));
      }
      for (double v : rows[i]) {
        if (!Double.isFinite(v)) {
          throw new IllegalArgumentException(
              "row %d of the %s holds %s; every value must be finite".formatted(i, what, v));
        }
      }
    }
    return d;
  }

  /** The width that both have. */
  static int width(double[][] a, double[][] b) {
    int d = width("first features", a);
    int other = width("second features", b);
    if (d != other) {
      throw new IllegalArgumentException(
          "the first features have %d values a row and the second %d; take both from one encoder"
              .formatted(d, other));
    }
    return d;
  }

  /** {@code count} rows from row {@code from} on, one after the other. */
  static double[] flat(double[][] rows, int from, int count, int d) {
    var flat = new double[count * d];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows[from + i], 0, flat, i * d, d);
    }
    return flat;
  }
}
