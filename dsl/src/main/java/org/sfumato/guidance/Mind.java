package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.Ops;

/**
 * Self-similarity (MIND, Heinrich et al. 2012): E = the mean over pixels and neighbours r of
 * |MIND(x, r) − MIND(y, r)|, from 0 to 1. A pixel is described by how much the patch around it is
 * like the patches around its neighbours, MIND(I, r) = exp(−D(I, r)/V(I)) divided by the largest of
 * them (equations 1 and 4); so nothing of the intensities themselves is compared, and turning or
 * stretching them changes nothing.
 *
 * <p>D is the sum of squared differences of two patches, weighted by a Gaussian (equation 6), V the
 * mean of D over the four nearest neighbours (section 3.2), kept between 1/1000 and 1000 times its
 * mean over the image as the authors' program does. Beyond the picture's edge nothing differs.
 *
 * @param radius of the search region: all neighbours of a square of 2 radius + 1, or the four
 *     nearest for 0
 * @param sigma of the patches' Gaussian, in pixels; it is cut at 1.5 σ
 */
public record Mind(Images source, int radius, double sigma) implements Term {
  private static final double USUAL_SIGMA = 0.5;

  /** Largest search region: it has 80 neighbours, each an image to keep. */
  private static final int LARGEST = 4;

  public Mind {
    Pictures.checked("mind", source);
    if (radius < 0 || radius > LARGEST) {
      throw new IllegalArgumentException(
          "radius(r) of mind is a whole number of pixels from 0, the four nearest neighbours, to %d, not %d"
              .formatted(LARGEST, radius));
    }
    if (!(sigma > 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException(
          "sigma(σ) of mind is the width of a patch in pixels, above 0, such as 0.5, not "
              + Numbers.text(sigma));
    }
  }

  static Mind of(Images source) {
    return new Mind(source, 0, USUAL_SIGMA);
  }

  /** Compares with all neighbours so many pixels away, each way; 0 for the four nearest. */
  public Mind radius(int pixels) {
    return new Mind(source, pixels, sigma);
  }

  /** Standard deviation of the patches' Gaussian, in pixels. */
  public Mind sigma(double pixels) {
    return new Mind(source, radius, pixels);
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var y = Pictures.source("mind", source, x0, s).toType(x0.getDataType(), false);
    var op = Ops.of(script());
    var patch = patch(x0);
    var apart = op.on(Pictures.gray(x0), patch).sub(op.on(y, patch)).abs();
    return Energies.average(apart);
  }

  /** The Gaussian of a patch {@code [1, 1, side, side]}, its sum 1. */
  private NDArray patch(NDArray like) {
    int half = (int) Math.ceil(1.5 * sigma);
    int side = 2 * half + 1;
    var weights = new double[side * side];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      int i = k / side - half;
      int j = k % side - half;
      weights[k] = Math.exp(-(i * i + j * j) / (2 * sigma * sigma));
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return like.getManager()
        .create(weights, new Shape(1, 1, side, side))
        .toType(like.getDataType(), false);
  }

  /**
   * Descriptors {@code [n, neighbours, H, W]}. Neighbours come from unfolding; those beyond the
   * edge are taken out by unfolding ones.
   */
  private String script() {
    int side = 2 * Math.max(1, radius) + 1;
    int middle = side * side / 2;
    var nearest = List.of(middle - side, middle - 1, middle + 1, middle + side);
    return """
        def mind_SIDE_FEW(self, x: Tensor, patch: Tensor) -> Tensor:
          n = torch.size(x, 0)
          h = torch.size(x, 2)
          w = torch.size(x, 3)
          u = torch.im2col(x, [SIDE, SIDE], [1, 1], [HALF, HALF], [1, 1])
          there = torch.im2col(torch.ones_like(x), [SIDE, SIDE], [1, 1], [HALF, HALF], [1, 1])
          d = torch.mul(torch.sub(u, torch.reshape(x, [n, 1, -1])), there)
          q = torch.reshape(torch.mul(d, d), [-1, 1, h, w])
          padding = torch.floordiv(torch.size(patch, 2), 2)
          D = torch.reshape(torch.conv2d(q, patch, None, [1, 1], [padding, padding], [1, 1], 1), [n, -1, h, w])
          near = torch.index_select(D, 1, torch.tensor(NEAREST, dtype=4, device=ops.prim.device(x)))
          v = torch.mean(near, [1], True)
          m = torch.mean(v, [2, 3], True)
          V = torch.maximum(torch.maximum(torch.minimum(v, torch.mul(m, 1000.)), torch.mul(m, 0.001)), torch.full_like(v, 1e-8))
          e = torch.exp(torch.neg(torch.div(CHOSEN, V)))
          return torch.div(e, torch.amax(e, [1], True))
        """
        .replace("SIDE", Integer.toString(side))
        .replace("FEW", radius == 0 ? "near" : "all")
        .replace("HALF", Integer.toString(side / 2))
        .replace("NEAREST", nearest.toString())
        .replace(
            "CHOSEN",
            radius == 0
                ? "near"
                : "torch.cat([torch.narrow(D, 1, 0, MID), torch.narrow(D, 1, AFTER, MID)], 1)"
                    .replace("MID", Integer.toString(middle))
                    .replace("AFTER", Integer.toString(middle + 1)));
  }

  @Override
  public String equation(String x) {
    return "\\frac{1}{|\\Omega||R|} \\sum_{\\Omega} \\sum_{r \\in R} \\big| \\mathrm{MIND}("
        + x
        + ", r) - \\mathrm{MIND}(y, r) \\big|";
  }

  @Override
  public String text() {
    return "mind("
        + source.expression()
        + ")"
        + (radius == 0 ? "" : ".radius(" + radius + ")")
        + (sigma == USUAL_SIGMA ? "" : ".sigma(" + Numbers.text(sigma) + ")");
  }

  @Override
  public String toString() {
    return text();
  }
}
