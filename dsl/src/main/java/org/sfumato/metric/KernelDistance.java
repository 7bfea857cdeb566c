package org.sfumato.metric;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.sfumato.Cancel;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.SetMetric;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;
import org.sfumato.engine.Torch;

/**
 * The kernel distance of two sets of images by an encoder's features (Bińkowski et al. 2018): the
 * unbiased estimate of the squared maximum mean discrepancy with the kernel k(a, b) = (aᵀb/d + 1)³,
 *
 * <pre>  Σ_{i≠j} k(xᵢ, xⱼ)/(m(m−1)) + Σ_{i≠j} k(yᵢ, yⱼ)/(m(m−1)) − 2 Σ_{ij} k(xᵢ, yⱼ)/m²,</pre>
 *
 * averaged over random subsets of m images. Being unbiased it may be negative, and suits small sets
 * better than a Fréchet distance. It is KID on the Inception of FID alone. Less is better.
 *
 * @param name of the column
 * @param encoder gives the features
 * @param reference the set compared with, empty until it is given
 * @param subsets how many
 * @param size images in a subset; the smaller set's number where that is less
 * @param seed of the subsets
 */
public record KernelDistance(
    String name, Encoder encoder, Optional<Images> reference, int subsets, int size, long seed)
    implements SetMetric {
  private static final int BLOCK = 1024;

  private static final Op SUM =
      Ops.of(
          """
          def kernel_sum(self, a: Tensor, b: Tensor) -> Tensor:
            g = torch.add(torch.div(torch.mm(a, torch.transpose(b, 0, 1)), torch.size(a, 1)), 1.)
            return torch.sum(torch.mul(torch.mul(g, g), g))
          """);

  public KernelDistance {
    Objects.requireNonNull(encoder, "encoder");
    if (subsets < 1 || size < 2) {
      throw new IllegalArgumentException(
          "%s takes at least 1 subset of at least 2 images, not %d of %d"
              .formatted(name, subsets, size));
    }
  }

  /** On any encoder: 100 subsets of 1000. */
  static KernelDistance on(Encoder encoder) {
    return new KernelDistance(
        "kernel distance on " + encoder.name(), encoder, Optional.empty(), 100, 1000, 0);
  }

  /** The same with so many subsets. */
  public KernelDistance subsets(int n) {
    return new KernelDistance(name, encoder, reference, n, size, seed);
  }

  /** The same with so many images in a subset. */
  public KernelDistance size(int m) {
    return new KernelDistance(name, encoder, reference, subsets, m, seed);
  }

  /** The same with other subsets. */
  public KernelDistance seed(long s) {
    return new KernelDistance(name, encoder, reference, subsets, size, s);
  }

  @Override
  public double ofAll(Images x) {
    var against = Sets.reference(name, reference);
    int m = Math.min(size, Math.min(x.size(), against.size()));
    if (m < 2) {
      throw new IllegalArgumentException(
          "%s needs at least 2 images of each set, but %s has %d and %s has %d"
              .formatted(name, x.expression(), x.size(), against.expression(), against.size()));
    }
    var b = FeatureRows.of(encoder, against);
    var a = FeatureRows.of(encoder, x);
    // Where both sets are taken whole, all subsets are the same.
    int times = m == x.size() && m == against.size() ? 1 : subsets;
    var random = new Random(seed);
    double sum = 0;
    for (int k = 0; k < times; k++) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped after %d of %d subsets".formatted(k, times), null);
      }
      sum += unbiased(a.drawn(m, random), b.drawn(m, random));
    }
    return sum / times;
  }

  /** The unbiased estimate from all of these features, one row per image. */
  static double unbiased(double[][] a, double[][] b) {
    int d = Matrix.width(a, b);
    if (a.length < 2 || b.length < 2) {
      throw new IllegalArgumentException(
          "a kernel distance needs at least 2 images of each set, but there are %d and %d"
              .formatted(a.length, b.length));
    }
    double m = a.length;
    double n = b.length;
    return (sum(a, a, d) - diagonal(a, d)) / (m * (m - 1))
        + (sum(b, b, d) - diagonal(b, d)) / (n * (n - 1))
        - 2 * sum(a, b, d) / (m * n);
  }

  private static double sum(double[][] a, double[][] b, int d) {
    Torch.start();
    double sum = 0;
    for (int i = 0; i < a.length; i += BLOCK) {
      for (int j = 0; j < b.length; j += BLOCK) {
        sum += block(a, i, b, j, d);
      }
    }
    return sum;
  }

  private static double block(double[][] a, int i, double[][] b, int j, int d) {
    int rows = Math.min(BLOCK, a.length - i);
    int columns = Math.min(BLOCK, b.length - j);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var x = Torch.manager().create(Matrix.flat(a, i, rows, d), new Shape(rows, d));
      var y = Torch.manager().create(Matrix.flat(b, j, columns, d), new Shape(columns, d));
      return Grad.off(() -> SUM.on(x, y)).getDouble();
    }
  }

  private static double diagonal(double[][] a, int d) {
    double sum = 0;
    for (var row : a) {
      double square = 0;
      for (double v : row) {
        square += v * v;
      }
      sum += Math.pow(square / d + 1, 3);
    }
    return sum;
  }

  @Override
  public String variant() {
    return "%s, (aᵀb/d + 1)³, unbiased, %d subsets of %d or of the smaller set, seed %d"
        .formatted(Sets.features(encoder), subsets, size, seed);
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public KernelDistance against(Images images) {
    return new KernelDistance(name, encoder, Optional.of(images), subsets, size, seed);
  }
}
