package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.Ops;
import org.sfumato.metric.LocalMi;
import org.sfumato.random.Noise;

/**
 * Local mutual information with a source of another contrast: E = −mean over patches of I(x_p;
 * y_p), in nats. The prior brings the contrast, this term the anatomy.
 *
 * <p>Patches stand on a lattice of about a third of their side; both images are shifted around in a
 * circle by the same random offset each step, so no seam stays in one place. No padding. The local
 * mutual information after MIDiffusion (arXiv 2301.13743), with soft bins in place of the integer
 * cast so that it has a gradient.
 *
 * @param patch side of a patch in pixels
 * @param bins K, even on [0, 1]
 * @param bandwidth of a bin's Gaussian, in bins
 * @param isRelative whether each patch's information is divided by H(x_p) + 0.1, so that inflating
 *     the contrast of x does not pay
 */
public record Lmi(Images source, int patch, int bins, double bandwidth, boolean isRelative)
    implements Term {
  public Lmi {
    Pictures.checked("lmi", source);
    new SoftHistogram(bins, bandwidth);
    if (patch < 2) {
      throw new IllegalArgumentException(
          "a patch of lmi needs at least 2×2 pixels, not " + patch + "×" + patch);
    }
  }

  static Lmi of(Images source) {
    return new Lmi(source, 15, 16, 0.5, false);
  }

  /** Side of a patch in pixels. */
  public Lmi patch(int pixels) {
    return new Lmi(source, pixels, bins, bandwidth, isRelative);
  }

  /** How many soft bins. */
  public Lmi bins(int count) {
    return new Lmi(source, patch, count, bandwidth, isRelative);
  }

  /** The width of each bin's Gaussian, in bins: 0.5 is half the distance between two bins. */
  public Lmi bandwidth(double inBins) {
    return new Lmi(source, patch, bins, inBins, isRelative);
  }

  /** Divides each patch's information by H(x_p) + 0.1. */
  public Lmi relative() {
    return new Lmi(source, patch, bins, bandwidth, true);
  }

  /**
   * MIDiffusion's map with the source, a value per pixel, where this term has one per image; its
   * patches are 3×3, compared with those of neighbouring pixels.
   */
  public LmiMap neighbour() {
    return new LmiMap(source, LocalMi.usual());
  }

  /** The map as MIDiffusion's released code makes it; see {@link LocalMi}. */
  public LmiMap official() {
    return new LmiMap(source, LocalMi.usual().asReleased());
  }

  /** The distance between patches, in pixels. */
  public int stride() {
    return Math.max(1, (int) Math.round(patch / 3.0));
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    long h = x0.getShape().get(2);
    long w = x0.getShape().get(3);
    if (patch > Math.min(h, w)) {
      throw new IllegalArgumentException(
          "patches of %d×%d pixels do not fit into images of %d×%d; use lmi(source).patch(%d) or less"
              .formatted(patch, patch, h, w, Math.min(h, w)));
    }
    var y = Pictures.source("lmi", source, x0, s).toType(x0.getDataType(), false);
    return Ops.of(script()).on(Pictures.gray(x0), y, places(x0, s, 0, h), places(x0, s, 1, w));
  }

  /** The rows (or columns) that patches cover, from a random start around the circle. */
  private NDArray places(NDArray x0, Step s, int axis, long size) {
    long covered = (size - patch) / stride() * stride() + patch;
    // The same for all images of a step, whatever the batch; another one for another setting or
    // step.
    double u =
        new Noise(0).uniform("lmi", new ImageId("shift " + patch + " " + bins, axis), s.index());
    long start = (long) (u * size);
    var places = new long[(int) covered];
    for (int i = 0; i < covered; i++) {
      places[i] = (start + i) % size;
    }
    return x0.getManager().create(places);
  }

  /**
   * Joint histograms of all patches. A patch and the lattice are both whole numbers of blocks of g
   * pixels, g the greatest common divisor of patch and stride; so each block's joint is one small
   * matrix product, and a patch's joint is a box filter over blocks: every pixel is binned and
   * multiplied once, however many patches it lies in.
   */
  private String script() {
    int block = gcd(patch, stride());
    var histogram = new SoftHistogram(bins, bandwidth);
    return """
        def lmi(self, x: Tensor, y: Tensor, rows: Tensor, cols: Tensor) -> Tensor:
          n = torch.size(x, 0)
          h = torch.floordiv(torch.size(rows, 0), G)
          w = torch.floordiv(torch.size(cols, 0), G)
          xs = torch.index_select(torch.index_select(x, 2, rows), 3, cols)
          ys = torch.index_select(torch.index_select(y, 2, rows), 3, cols)
          xb = torch.reshape(torch.permute(torch.reshape(xs, [n, h, G, w, G]), [0, 1, 3, 2, 4]), [-1, GG, 1])
          yb = torch.reshape(torch.permute(torch.reshape(ys, [n, h, G, w, G]), [0, 1, 3, 2, 4]), [-1, GG, 1])
        """
            .replace("GG", Integer.toString(block * block))
            .replace("G", Integer.toString(block))
        + histogram.memberships("a", "xb")
        + histogram.memberships("b", "yb")
        + """
          J = torch.permute(torch.reshape(torch.bmm(torch.transpose(a, 1, 2), b), [n, h, w, KK]), [0, 3, 1, 2])
          B = torch.div(torch.avg_pool2d(J, [M, M], [T, T]), GG)
          P = torch.reshape(torch.permute(B, [0, 2, 3, 1]), [n, -1, K, K])
        """
            .replace("GG", Double.toString((double) block * block))
            .replace("KK", Integer.toString(bins * bins))
            .replace("K", Integer.toString(bins))
            .replace("M", Integer.toString(patch / block))
            .replace("[T, T]", "[" + stride() / block + ", " + stride() / block + "]")
        + SoftHistogram.energy(isRelative);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public String equation(String x) {
    return "-\\frac{1}{|\\mathcal P|} \\sum_{p \\in \\mathcal P} "
        + (isRelative ? "\\frac{I(" + x + "; y)_p}{H(" + x + ")_p + 0.1}" : "I(" + x + "; y)_p");
  }

  @Override
  public String text() {
    return "lmi("
        + source.expression()
        + ").patch("
        + patch
        + ")"
        + new SoftHistogram(bins, bandwidth).text()
        + (isRelative ? ".relative()" : "");
  }

  @Override
  public String toString() {
    return text();
  }
}
