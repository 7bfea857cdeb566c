package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * Mutual information of an image and its reference, Σ p(a,b) ln(p(a,b) / (p(a) p(b))), from a hard
 * joint histogram over [0, 1], in nats; channel by channel, then the mean. It is biased upward by
 * about (bins − 1)² / (2 pixels), so values with different bins do not compare. A count has no
 * gradient.
 *
 * @param reference the images compared with, empty until they are given
 * @param bins of the histogram along each side
 */
public record Mi(Optional<Images> reference, int bins) implements Metric {
  public Mi {
    if (bins < 2 || bins > 1024) {
      throw new IllegalArgumentException("MI takes 2 to 1024 bins, not " + bins);
    }
  }

  /** The same with so many bins. */
  public Mi bins(int k) {
    return new Mi(reference, k);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var pair = Pair.of("MI", x, reference, s);
    var shape = x.getShape();
    int n = (int) shape.get(0);
    int c = (int) shape.get(1);
    int area = (int) (shape.get(2) * shape.get(3));
    var a = pair.x().toDoubleArray();
    var b = pair.y().toDoubleArray();
    var information = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < c; k++) {
        information[i] += plane(a, b, (i * c + k) * area, area) / c;
      }
    }
    return x.getManager().create(information);
  }

  private double plane(double[] a, double[] b, int from, int area) {
    var joint = new int[bins * bins];
    var ofA = new int[bins];
    var ofB = new int[bins];
    for (int k = from; k < from + area; k++) {
      int i = bin(a[k]);
      int j = bin(b[k]);
      joint[i * bins + j]++;
      ofA[i]++;
      ofB[j]++;
    }
    double sum = 0;
    for (int i = 0; i < bins; i++) {
      for (int j = 0; j < bins; j++) {
        int both = joint[i * bins + j];
        if (both > 0) {
          sum += both * Math.log((double) both * area / ((double) ofA[i] * ofB[j]));
        }
      }
    }
    return sum / area;
  }

  private int bin(double v) {
    return Math.max(0, Math.min(bins - 1, (int) Math.floor(v * bins)));
  }

  @Override
  public String name() {
    return "MI";
  }

  @Override
  public String unit() {
    return "nats";
  }

  @Override
  public String variant() {
    return bins + " bins over [0, 1], nats, mean over channels";
  }

  @Override
  public boolean differentiable() {
    return false;
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Mi against(Images images) {
    return new Mi(Optional.of(images), bins);
  }
}
