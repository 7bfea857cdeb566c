package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * Structural similarity (Wang et al. 2004): the mean of
 *
 * <pre>  (2 μx μy + C₁)(2 σxy + C₂) / ((μx² + μy² + C₁)(σx² + σy² + C₂)),  C₁ = 0.01², C₂ = 0.03²
 * </pre>
 *
 * over all places where the window lies inside the image, channel by channel, then over channels.
 *
 * @param reference the images y, empty until they are given
 * @param window width of the window in pixels, odd
 * @param weights how the window weighs its pixels
 */
public record Ssim(Optional<Images> reference, int window, Weights weights) implements Metric {
  private static final double C1 = .01 * .01;
  private static final double C2 = .03 * .03;
  private static final double SIGMA = 1.5;
  private static final int FLAT_WINDOW = 7;

  /**
   * Outputs that one product with the band of weights makes; the fastest for windows of 7 to 11.
   */
  private static final int TILE = 12;

  /**
   * The sum over all places of each plane. A convolution in double precision is slow in the engine,
   * so each pass is products of tiles with a band matrix, on tiles that overlap and are not copied.
   * Four planes are filtered: x, y, x² + y² and 2xy; the constants ride on the last two, as the
   * weights sum to 1. All is in double precision. Planes are taken one by one, so that a plane's
   * bits do not depend on others.
   */
  private static final Op SUMS =
      Ops.of(
          """
          def ssim_sums(self, x: Tensor, y: Tensor, band: Tensor, c1: Tensor, c2: Tensor) -> Tensor:
            k = torch.size(band, 0)
            t = torch.size(band, 1)
            margin = torch.sub(k, t)
            rows = torch.sub(torch.size(x, 1), margin)
            columns = torch.sub(torch.size(x, 2), margin)
            down = torch.floordiv(torch.sub(torch.add(rows, t), 1), t)
            across = torch.floordiv(torch.sub(torch.add(columns, t), 1), t)
            below = torch.sub(torch.mul(down, t), rows)
            right = torch.sub(torch.mul(across, t), columns)
            last = torch.sub(t, right)
            width = torch.add(torch.size(x, 2), right)
            b = torch.expand(torch.unsqueeze(band, 0), [across, k, t])
            a = torch.expand(torch.unsqueeze(torch.transpose(band, 0, 1), 0), [down, t, k])
            xs = torch.constant_pad_nd(x, [0, right, 0, below], 0)
            ys = torch.constant_pad_nd(y, [0, right, 0, below], 0)
            r = annotate(List[Tensor], [])
            for i in range(torch.size(x, 0)):
              p = torch.to(torch.select(xs, 0, i), 7)
              q = torch.to(torch.select(ys, 0, i), 7)
              squares = torch.addcmul(torch.addcmul(c2, p, p), q, q)
              planes = [p, q, squares, torch.addcmul(c2, p, q, value=2.)]
              e = annotate(List[Tensor], [])
              for j in range(4):
                v = torch.bmm(a, torch.transpose(torch.unfold(planes[j], 0, k, t), 1, 2))
                w = torch.slice(torch.reshape(v, [-1, width]), 0, 0, rows)
                _0 = torch.append(e, torch.bmm(torch.transpose(torch.unfold(w, 1, k, t), 0, 1), b))
              m = torch.addcmul(c1, e[0], e[1], value=2.)
              n = torch.addcmul(torch.addcmul(c1, e[0], e[0]), e[1], e[1])
              top = torch.mul(m, torch.sub(e[3], m))
              map = torch.div(top, torch.mul(n, torch.sub(e[2], n)))
              whole = torch.sum(torch.slice(map, 0, 0, -1))
              rest = torch.sum(torch.slice(torch.select(map, 0, -1), 1, 0, last))
              _1 = torch.append(r, torch.add(whole, rest))
            return torch.stack(r)
          """);

  /** How a window weighs its pixels. */
  public enum Weights {
    /** A Gaussian of σ 1.5 pixels; variances are those of the population. */
    GAUSSIAN,
    /** All alike; variances are those of a sample, N − 1. */
    FLAT
  }

  public Ssim {
    if (window < 3 || window % 2 == 0) {
      throw new IllegalArgumentException(
          "SSIM's window is an odd number of pixels from 3 up, not " + window);
    }
  }

  /** The same with a window of {@code n}×{@code n} pixels. */
  public Ssim window(int n) {
    return new Ssim(reference, n, weights);
  }

  /** A flat window of 7×7 pixels with sample variances, the default of scikit-image. */
  public Ssim flat() {
    return new Ssim(reference, FLAT_WINDOW, Weights.FLAT);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var shape = x.getShape();
    long h = shape.get(2);
    long w = shape.get(3);
    if (h < window || w < window) {
      throw new IllegalArgumentException(
          "SSIM's window of %d×%d pixels does not fit into images of %d×%d; use ssim(…).window(%d)"
              .formatted(
                  window, window, h, w, Math.max(3, Math.min(h, w) - 1 + Math.min(h, w) % 2)));
    }
    var pair = Pair.asGiven("SSIM", x, reference, s);
    var planes = new Shape(shape.get(0) * shape.get(1), h, w);
    var m = x.getManager();
    var band = m.create(band(weightsInARow()), new Shape(TILE + window - 1, TILE));
    // Scaling both variances scales numerator and denominator alike, but for C₂.
    double sample = weights == Weights.FLAT ? 1 - 1. / (window * window) : 1;
    var sums =
        SUMS.on(
            pair.x().reshape(planes),
            pair.y().reshape(planes),
            band,
            m.create(C1),
            m.create(C1 + C2 * sample));
    double places = (double) shape.get(1) * (h - window + 1) * (w - window + 1);
    return sums.reshape(shape.get(0), -1).sum(new int[] {1}).div(places);
  }

  /** Column j of the band holds the row's weights from place j on. */
  private static double[] band(double[] row) {
    var band = new double[(TILE + row.length - 1) * TILE];
    for (int j = 0; j < TILE; j++) {
      for (int k = 0; k < row.length; k++) {
        band[(j + k) * TILE + j] = row[k];
      }
    }
    return band;
  }

  /** The weights along one side; the window's are their products. Their sum is 1. */
  double[] weightsInARow() {
    var row = new double[window];
    double sum = 0;
    for (int k = 0; k < window; k++) {
      double d = k - window / 2;
      row[k] = weights == Weights.FLAT ? 1 : Math.exp(-d * d / (2 * SIGMA * SIGMA));
      sum += row[k];
    }
    for (int k = 0; k < window; k++) {
      row[k] /= sum;
    }
    return row;
  }

  @Override
  public String name() {
    return "SSIM";
  }

  @Override
  public String variant() {
    var kind =
        weights == Weights.FLAT
            ? "flat window %d×%d, sample covariance".formatted(window, window)
            : "Gaussian window %d, σ 1.5, population covariance".formatted(window);
    return kind + ", range 1, valid region, mean over channels";
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Ssim against(Images images) {
    return new Ssim(Optional.of(images), window, weights);
  }
}
