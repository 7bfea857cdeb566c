package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.Ops;

/**
 * Normalised cross-correlation with a source: E = −cov(x, y) / √(var x · var y), from −1 to 1. Over
 * the whole image it does not change when the intensities of either are stretched or shifted; in
 * small windows it does not change where they are stretched differently from place to place, and
 * squared it takes bright for dark as well, which is what pictures of two contrasts need (the
 * similarity of Avants et al. 2008 is the squared one in windows).
 *
 * <p>ε² = 10⁻⁶ is added to each variance: parts flatter than a standard deviation of 0.001 count
 * for nothing.
 *
 * @param window side of the windows in pixels, one around each pixel without padding, and the mean
 *     of all; 0 for one window, the whole image
 * @param isSquared whether it is squared, window by window
 */
public record CrossCorrelation(Images source, int window, boolean isSquared) implements Term {
  private static final String WORD = "crossCorrelation";

  public CrossCorrelation {
    Pictures.checked(WORD, source);
    if (window != 0 && window < 2) {
      throw new IllegalArgumentException(
          "a window of crossCorrelation needs at least 2×2 pixels, not " + window + "×" + window);
    }
    if (window > Math.min(source.height(), source.width())) {
      throw new IllegalArgumentException(
          "windows of %d×%d pixels do not fit into a source of %d×%d; use window(%d) or less, or none for the whole image"
              .formatted(
                  window,
                  window,
                  source.height(),
                  source.width(),
                  Math.min(source.height(), source.width())));
    }
  }

  static CrossCorrelation of(Images source) {
    return new CrossCorrelation(source, 0, false);
  }

  /** In windows of this side in pixels, instead of over the whole image. */
  public CrossCorrelation window(int pixels) {
    if (pixels < 2) {
      throw new IllegalArgumentException(
          "a window of crossCorrelation needs at least 2×2 pixels, not " + pixels + "×" + pixels);
    }
    return new CrossCorrelation(source, pixels, isSquared);
  }

  /** The square of each correlation: dark where the source is bright is as good. */
  public CrossCorrelation squared() {
    return new CrossCorrelation(source, window, true);
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var y = Pictures.source(WORD, source, x0, s).toType(x0.getDataType(), false);
    return Ops.of(script()).on(centred(Pictures.gray(x0)), centred(y));
  }

  /** Differences of squares lose fewer digits around 0. */
  private static NDArray centred(NDArray a) {
    return a.sub(Energies.average(a).reshape(-1, 1, 1, 1));
  }

  private String script() {
    return """
        def cross_correlation(self, x: Tensor, y: Tensor) -> Tensor:
          mx = MEAN(x)
          my = MEAN(y)
          vx = torch.add(torch.sub(MEAN(torch.mul(x, x)), torch.mul(mx, mx)), 1e-6)
          vy = torch.add(torch.sub(MEAN(torch.mul(y, y)), torch.mul(my, my)), 1e-6)
          c = torch.sub(MEAN(torch.mul(x, y)), torch.mul(mx, my))
          r = CORRELATION
          return torch.neg(torch.mean(r, [1, 2, 3], False))
        """
        .replaceAll(
            "MEAN\\((torch\\.mul\\(\\w, \\w\\)|\\w)\\)",
            window == 0
                ? "torch.mean($1, [1, 2, 3], True)"
                : "torch.avg_pool2d($1, [" + window + ", " + window + "], [1, 1])")
        .replace(
            "CORRELATION",
            isSquared
                ? "torch.div(torch.mul(c, c), torch.mul(vx, vy))"
                : "torch.div(c, torch.sqrt(torch.mul(vx, vy)))");
  }

  @Override
  public String equation(String x) {
    var power = isSquared ? "^2" : "";
    return window == 0
        ? "-\\mathrm{corr}" + power + "(" + x + ", y)"
        : "-\\frac{1}{|\\mathcal W|} \\sum_{w \\in \\mathcal W} \\mathrm{corr}"
            + power
            + "("
            + x
            + ", y)_w";
  }

  @Override
  public String text() {
    return WORD
        + "("
        + source.expression()
        + ")"
        + (window == 0 ? "" : ".window(" + window + ")")
        + (isSquared ? ".squared()" : "");
  }

  @Override
  public String toString() {
    return text();
  }
}
