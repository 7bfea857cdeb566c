package org.sfumato.network;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights of a plan, gathered from a file: in the plan's order and no others. A trained batch norm
 * is linear, so it goes into the convolution before it: with s = γ/√(v + ε), the weight becomes s·w
 * and the bias β − s·m.
 */
final class Folded {
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  /** A batch norm's scale γ, shift β, mean m and variance v, each {@code [out]}, and its ε. */
  record Norm(float[] scale, float[] shift, float[] mean, float[] variance, double epsilon) {}

  /** Values as they are. */
  Folded put(String name, float[] v, long... shape) {
    values.put(name, v);
    shapes.put(name, shape);
    return this;
  }

  /**
   * A convolution without a bias, followed by a batch norm.
   *
   * @param weight {@code [out, …]}
   */
  Folded fold(String name, float[] weight, long[] shape, Norm norm) {
    int out = (int) shape[0];
    int each = weight.length / out;
    var w = new float[weight.length];
    var b = new float[out];
    for (int o = 0; o < out; o++) {
      double s = norm.scale[o] / Math.sqrt(norm.variance[o] + norm.epsilon);
      b[o] = (float) (norm.shift[o] - s * norm.mean[o]);
      for (int k = o * each; k < (o + 1) * each; k++) {
        w[k] = (float) (s * weight[k]);
      }
    }
    return put(name + ".weight", w, shape).put(name + ".bias", b, out);
  }

  Weights weights() {
    return new Weights(values, shapes);
  }
}
