package org.sfumato.metric;

import java.util.Random;
import org.sfumato.Encoder;
import org.sfumato.Images;

/**
 * Features of images, all of them, on the heap in single precision: for measures that compare image
 * with image.
 */
public final class FeatureRows {
  /** One for all measures: a table that asks five of them about a set reads its features once. */
  private static final Kept<FeatureRows> KNOWN = new Kept<>(FeatureRows::read);

  private final float[] values;
  private final int number;
  private final int dimension;

  FeatureRows(float[] values, int number, int dimension) {
    this.values = values;
    this.number = number;
    this.dimension = dimension;
  }

  /** Features of these images, which may have been read before. */
  public static FeatureRows of(Encoder encoder, Images x) {
    return KNOWN.of(encoder, x);
  }

  private static FeatureRows read(Encoder encoder, Images x) {
    if (x.size() == 0) {
      throw new IllegalArgumentException("there is no image in " + x.expression());
    }
    var all = new float[1][];
    Features.each(
        encoder,
        x,
        (v, from, count, d) -> {
          if (all[0] == null) {
            all[0] = new float[Math.multiplyExact(x.size(), d)];
          }
          for (int k = 0; k < count * d; k++) {
            all[0][from * d + k] = (float) v[k];
          }
        });
    return new FeatureRows(all[0], x.size(), all[0].length / x.size());
  }

  FeatureStatistics statistics() {
    var all = FeatureStatistics.none(dimension);
    for (int i = 0; i < number; i += FeatureStatistics.BLOCK) {
      int count = Math.min(FeatureStatistics.BLOCK, number - i);
      all = all.and(FeatureStatistics.block(rows(i, count), count, dimension));
    }
    return all;
  }

  public int number() {
    return number;
  }

  public int dimension() {
    return dimension;
  }

  /** Rows {@code from} to {@code from + count} in double precision. */
  public double[] rows(int from, int count) {
    var rows = new double[count * dimension];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = values[from * dimension + k];
    }
    return rows;
  }

  /**
   * {@code count} different rows, drawn by {@code random}; all of them, in order, if there are no
   * more.
   */
  double[][] drawn(int count, Random random) {
    var order = new int[number];
    for (int i = 0; i < number; i++) {
      order[i] = i;
    }
    for (int i = 0; i < count && count < number; i++) {
      int j = i + random.nextInt(number - i);
      int row = order[j];
      order[j] = order[i];
      order[i] = row;
    }
    var rows = new double[count][dimension];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < dimension; k++) {
        rows[i][k] = values[order[i] * dimension + k];
      }
    }
    return rows;
  }
}
