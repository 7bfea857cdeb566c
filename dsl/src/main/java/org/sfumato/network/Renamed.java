package org.sfumato.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sfumato.engine.StateDict;

/** Published weights under the names of a plan of ours. */
final class Renamed {
  private Renamed() {}

  /**
   * What a parameter is in a file.
   *
   * @param names of one array, or of several that follow one another along the first axis
   * @param turned whether it is a matrix whose rows are our columns
   */
  record Origin(List<String> names, boolean turned) {
    static Origin of(String... names) {
      return new Origin(List.of(names), false);
    }

    Origin turn() {
      return new Origin(names, true);
    }
  }

  /**
   * All parameters of a plan.
   *
   * @param origin of each of our names
   * @throws IllegalArgumentException if an array is missing or has another shape
   */
  static Weights of(Plan plan, StateDict stored, Function<String, Origin> origin) {
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (var p : plan.parameters()) {
      values.put(p.name(), values(stored, origin.apply(p.name()), p.shape()));
      shapes.put(p.name(), p.shape());
    }
    return new Weights(values, shapes);
  }

  private static float[] values(StateDict stored, Origin origin, long[] shape) {
    long[] part = shape.clone();
    if (origin.turned) {
      part = new long[] {shape[1], shape[0]};
      return turned(stored.values(origin.names.get(0), part), (int) part[0], (int) part[1]);
    }
    part[0] /= origin.names.size();
    int size = 0;
    var all = new float[origin.names.size()][];
    for (int k = 0; k < all.length; k++) {
      all[k] = flat(stored, origin.names.get(k), part);
      size += all[k].length;
    }
    var joined = new float[size];
    for (int k = 0; k < all.length; k++) {
      System.arraycopy(all[k], 0, joined, k * all[k].length, all[k].length);
    }
    return joined;
  }

  /** An array whose shape may lack axes of 1, as a CLS token has them here. */
  private static float[] flat(StateDict stored, String name, long[] shape) {
    int first = 0;
    while (first < shape.length - 1
        && shape[first] == 1
        && stored.shape(name).length < shape.length - first) {
      first++;
    }
    return stored.values(name, java.util.Arrays.copyOfRange(shape, first, shape.length));
  }

  private static float[] turned(float[] v, int rows, int columns) {
    var w = new float[v.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        w[c * rows + r] = v[r * columns + c];
      }
    }
    return w;
  }
}
