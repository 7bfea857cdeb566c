package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * Structural similarity (Wang et al. 2004): the mean of
 *
 * <pre>  (2 μx μy + C₁)(2 σxy + C₂) / ((μx² + μy² + C₁)(σx² + σy² + C₂)),  C₁ = 0.01², C₂ = 0.03²
 * </pre>
 *
 * over all places where the window lies inside the image, channel by channel, then over channels.
 * Values of images in single precision are good to some 10⁻⁶; gradients, and values of images in
 * double precision, are computed in double.
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

  /** Outputs that one product with the band of weights makes; the fastest in single precision. */
  private static final int TILE = 16;

  /**
   * The sum over all places of each plane. A convolution is slow in the engine, so each pass is
   * products of tiles with a band matrix, on tiles that overlap and are not copied. Planes are
   * taken one by one, so that a plane's bits do not depend on others.
   *
   * <p>Filtered are s = x + y − 1, d = x − y and their squares: with U, V the squares of the means
   * of s + 1 and d, and P, Q the variances of s and d, the formula is (U − V + 2C₁)(P − Q + 2C₂) /
   * ((U + V + 2C₁)(P + Q + 2C₂)). Written so, rounding of a variance where the images agree changes
   * numerator and denominator alike, and single precision is good to a few 10⁻⁶ even on flat
   * ground; by x², y² and xy half of its digits are lost. The constants ride on the squares.
   */
  private static final String SUMS =
      """
      def ssim_sums_TYPE(self, x: Tensor, y: Tensor, weights: Tensor, c1: Tensor, c2: Tensor) -> Tensor:
        band = torch.to(weights, TYPE)
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
        g1 = torch.to(c1, TYPE)
        g2 = torch.to(c2, TYPE)
        for i in range(torch.size(x, 0)):
          p = torch.to(torch.select(xs, 0, i), TYPE)
          q = torch.to(torch.select(ys, 0, i), TYPE)
          s = torch.add(torch.sub(p, 1.), q)
          d = torch.sub(p, q)
          planes = [s, d, torch.addcmul(g2, s, s), torch.mul(d, d)]
          e = annotate(List[Tensor], [])
          for j in range(4):
            v = torch.bmm(a, torch.transpose(torch.unfold(planes[j], 0, k, t), 1, 2))
            w = torch.slice(torch.reshape(v, [-1, width]), 0, 0, rows)
            _0 = torch.append(e, torch.bmm(torch.transpose(torch.unfold(w, 1, k, t), 0, 1), b))
          u = torch.add(e[0], 1.)
          uu = torch.addcmul(g1, u, u)
          vv = torch.mul(e[1], e[1])
          ss = torch.addcmul(e[2], e[0], e[0], value=-1.)
          dd = torch.sub(e[3], vv)
          top = torch.mul(torch.sub(uu, vv), torch.sub(ss, dd))
          map = torch.div(top, torch.mul(torch.add(uu, vv), torch.add(ss, dd)))
          sums = torch.to(torch.sum(map, [1]), 7)
          whole = torch.sum(torch.slice(sums, 0, 0, -1))
          rest = torch.sum(torch.slice(torch.select(sums, 0, -1), 0, 0, last))
          _1 = torch.append(r, torch.add(whole, rest))
        return torch.stack(r)
      """;

  private static final Op SINGLE = Ops.of(SUMS.replace("TYPE", "6"));
  private static final Op DOUBLE = Ops.of(SUMS.replace("TYPE", "7"));

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
    boolean exact = Grad.recording() || x.getDataType() == DataType.FLOAT64;
    var op = exact ? DOUBLE : SINGLE;
    var sums =
        op.on(
            pair.x().reshape(planes),
            pair.y().reshape(planes),
            band,
            m.create(2 * C1),
            m.create(2 * C2 * sample));
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
