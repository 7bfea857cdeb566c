package org.sfumato.metric;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;
import org.sfumato.engine.Torch;

/**
 * Number, mean and scatter Σ (f − mean)(f − mean)ᵀ of features, in double precision: all that a
 * Fréchet distance needs of a set, however many images it has. Statistics of parts merge to those
 * of the whole, in any grouping, to rounding. Memory is that of two d×d matrices and a block of
 * rows.
 */
public final class FeatureStatistics {
  /** Rows that go to the engine at a time. */
  static final int BLOCK = 512;

  private static final Op MOMENTS =
      Ops.of(
          """
          def moments(self, x: Tensor) -> List[Tensor]:
            m = torch.mean(x, [0])
            c = torch.sub(x, m)
            return [m, torch.mm(torch.transpose(c, 0, 1), c)]
          """);

  private final long number;
  private final double[] mean;
  private final double[] scatter;

  private FeatureStatistics(long number, double[] mean, double[] scatter) {
    this.number = number;
    this.mean = mean;
    this.scatter = scatter;
  }

  /** Of no image yet. */
  public static FeatureStatistics none(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("features have a dimension from 1 up, not " + dimension);
    }
    return new FeatureStatistics(0, new double[dimension], new double[dimension * dimension]);
  }

  /** Of these features, one row per image. */
  public static FeatureStatistics of(double[][] rows) {
    int d = Matrix.width("features", rows);
    var all = none(d);
    for (int i = 0; i < rows.length; i += BLOCK) {
      int count = Math.min(BLOCK, rows.length - i);
      all = all.and(block(Matrix.flat(rows, i, count, d), count, d));
    }
    return all;
  }

  /** Of an encoder's features of images, read once. */
  public static FeatureStatistics of(Encoder encoder, Images x) {
    if (x.size() == 0) {
      throw new IllegalArgumentException("there is no image in " + x.expression());
    }
    var reader = new Reader();
    Features.each(encoder, x, reader);
    return reader.end();
  }

  /** Fills blocks: an update by a few rows alone would touch the whole matrix each time. */
  private static final class Reader implements Features.Rows {
    private FeatureStatistics all;
    private double[] waiting;
    private int rows;

    @Override
    public void take(double[] values, int from, int count, int d) {
      if (all == null) {
        all = none(d);
        waiting = new double[BLOCK * d];
      }
      for (int k = 0; k < count; k++) {
        System.arraycopy(values, k * d, waiting, rows * d, d);
        if (++rows == BLOCK) {
          end();
        }
      }
    }

    FeatureStatistics end() {
      if (rows > 0) {
        int d = all.dimension();
        all = all.and(block(Arrays.copyOf(waiting, rows * d), rows, d));
        rows = 0;
      }
      return all;
    }
  }

  static FeatureStatistics block(double[] values, int n, int d) {
    Torch.start();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var x = Torch.manager().create(values, new Shape(n, d));
      var moments = Grad.off(() -> MOMENTS.all(x));
      return new FeatureStatistics(
          n, moments.get(0).toDoubleArray(), moments.get(1).toDoubleArray());
    }
  }

  /** With these features too, one row per image. */
  public FeatureStatistics and(double[][] rows) {
    return and(of(rows));
  }

  /**
   * Of both sets of images together (Chan, Golub and LeVeque 1979).
   *
   * @throws IllegalArgumentException if the features have another dimension
   */
  public FeatureStatistics and(FeatureStatistics other) {
    int d = dimension();
    if (other.dimension() != d) {
      throw new IllegalArgumentException(
          "features of dimension %d and %d do not go together; take both from one encoder"
              .formatted(d, other.dimension()));
    }
    if (number == 0 || other.number == 0) {
      return number == 0 ? other : this;
    }
    double n = (double) number + other.number;
    var off = new double[d];
    var middle = new double[d];
    for (int i = 0; i < d; i++) {
      off[i] = other.mean[i] - mean[i];
      middle[i] = mean[i] + off[i] * (other.number / n);
    }
    var sum = new double[d * d];
    double weight = number * (other.number / n);
    for (int i = 0; i < d; i++) {
      double w = weight * off[i];
      for (int j = 0; j < d; j++) {
        int k = i * d + j;
        sum[k] = scatter[k] + other.scatter[k] + w * off[j];
      }
    }
    return new FeatureStatistics(number + other.number, middle, sum);
  }

  /** How many images. */
  public long number() {
    return number;
  }

  /** How many features an image has, d. */
  public int dimension() {
    return mean.length;
  }

  /** A copy of the mean, {@code [d]}. */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The covariance with N − 1, {@code d·d} values row by row.
   *
   * @throws IllegalArgumentException if there are fewer than two images
   */
  public double[] covariance() {
    if (number < 2) {
      throw new IllegalArgumentException(
          "a covariance needs at least 2 images, but there %s %d"
              .formatted(number == 1 ? "is" : "are", number));
    }
    var c = scatter.clone();
    for (int k = 0; k < c.length; k++) {
      c[k] /= number - 1;
    }
    return c;
  }

  @Override
  public String toString() {
    return "statistics of %d images, %d features each".formatted(number, dimension());
  }
}
