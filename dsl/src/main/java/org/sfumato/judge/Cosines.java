package org.sfumato.judge;

import org.sfumato.Images;
import org.sfumato.JointEncoder;

/** Vectors of a joint space. */
final class Cosines {
  private Cosines() {}

  /** One vector of length 1 for each picture. */
  static double[][] pictures(JointEncoder model, Images x) {
    var each = model.ofPictures(x);
    if (each.length != x.size()) {
      throw new IllegalArgumentException(
          "%s made %d vectors of %d pictures".formatted(model.text(), each.length, x.size()));
    }
    var units = new double[each.length][];
    for (int i = 0; i < each.length; i++) {
      units[i] = unit(each[i], model, "picture " + i);
    }
    return units;
  }

  static double[] unit(float[] v, JointEncoder model, String of) {
    var copy = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      copy[k] = v[k];
    }
    return unit(copy, model, of);
  }

  static double[] unit(double[] v, JointEncoder model, String of) {
    double length = Math.sqrt(dot(v, v));
    if (!(length > 1e-12) || Double.isInfinite(length)) {
      throw new IllegalArgumentException(
          "%s has no direction for %s: its vector has the length %s"
              .formatted(model.text(), of, org.sfumato.Numbers.text(length)));
    }
    var unit = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      unit[k] = v[k] / length;
    }
    return unit;
  }

  static double dot(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "a picture has %d numbers in the joint space and a sentence %d; both towers must end in one space"
              .formatted(a.length, b.length));
    }
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
