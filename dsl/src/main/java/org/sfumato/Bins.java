package org.sfumato;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values counted in bins of equal width.
 *
 * @param low lower edge of the first
 * @param width of each
 * @param counts how many values each holds; a value on an edge is in the bin above
 */
record Bins(double low, double width, int[] counts) {
  private static final int FEWEST = 5;
  private static final int MOST = 60;

  static Bins of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a histogram needs at least one value");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "a histogram shows finite values, but value %d is %s; leave it out and say so"
                .formatted(i, values[i]));
      }
    }
    var sorted = values.clone();
    Arrays.sort(sorted);
    double least = sorted[0];
    double span = sorted[sorted.length - 1] - least;
    if (span == 0) {
      double width = least == 0 ? .2 : Math.abs(least) * .02;
      return counted(sorted, least - width * FEWEST / 2, width, FEWEST);
    }
    double quartiles = sorted[(3 * sorted.length - 1) / 4] - sorted[sorted.length / 4];
    double wanted = 2 * quartiles / Math.cbrt(sorted.length);
    int bins = wanted > 0 ? (int) Math.ceil(Math.min(MOST, span / wanted)) : MOST;
    double width = rounded(span / Math.max(FEWEST, bins));
    double low = Math.floor(least / width) * width;
    int n = (int) Math.floor((sorted[sorted.length - 1] - low) / width + 1e-9) + 1;
    return counted(sorted, low, width, n);
  }

  private static Bins counted(double[] values, double low, double width, int bins) {
    var counts = new int[bins];
    for (double v : values) {
      counts[Math.min(bins - 1, Math.max(0, (int) Math.floor((v - low) / width + 1e-9)))]++;
    }
    return new Bins(low, width, counts);
  }

  /** 1, 2 or 5 times a power of ten, so that edges fall on numbers that a reader can say. */
  private static double rounded(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width)));
    double digit = width / power;
    return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
  }

  Chart.Series series(String name) {
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    for (int k = 0; k < counts.length; k++) {
      x.add(low + (k + .5) * width);
      y.add((double) counts[k]);
    }
    return new Chart.Series(name, x, y, List.of(), List.of(), List.of());
  }
}
