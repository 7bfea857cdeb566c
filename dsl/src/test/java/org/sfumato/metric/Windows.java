package org.sfumato.metric;

import org.sfumato.Images;

/** SSIM of one gray image as it is written, window by window. */
final class Windows {
  private Windows() {}

  static double ssim(Images x, Images y, Ssim metric) {
    int h = x.height();
    int w = x.width();
    var a = x.values();
    var b = y.values();
    var row = metric.weightsInARow();
    int n = row.length;
    double correction = metric.weights() == Ssim.Weights.FLAT ? n * n / (n * n - 1.) : 1;
    double sum = 0;
    for (int i = 0; i + n <= h; i++) {
      for (int j = 0; j + n <= w; j++) {
        double ma = 0;
        double mb = 0;
        for (int k = 0; k < n * n; k++) {
          int at = (i + k / n) * w + j + k % n;
          ma += row[k / n] * row[k % n] * a[at];
          mb += row[k / n] * row[k % n] * b[at];
        }
        double va = 0;
        double vb = 0;
        double vab = 0;
        for (int k = 0; k < n * n; k++) {
          int at = (i + k / n) * w + j + k % n;
          double weight = row[k / n] * row[k % n] * correction;
          va += weight * (a[at] - ma) * (a[at] - ma);
          vb += weight * (b[at] - mb) * (b[at] - mb);
          vab += weight * (a[at] - ma) * (b[at] - mb);
        }
        sum +=
            (2 * ma * mb + 1e-4)
                * (2 * vab + 9e-4)
                / ((ma * ma + mb * mb + 1e-4) * (va + vb + 9e-4));
      }
    }
    return sum / ((h - n + 1) * (w - n + 1));
  }
}
