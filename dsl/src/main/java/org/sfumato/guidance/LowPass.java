package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.Term;

/**
 * Agreement with a source in what is coarse: E = ‖Φ(x) − Φ(y)‖², where Φ makes an image smaller by
 * a factor and as large again, both by cubic interpolation. EGSDE's faithful expert (Zhao et al.
 * 2022) compares two states of the same noise level in this way, {@code noisy().onState()}.
 *
 * @param factor how many times smaller; EGSDE takes 32 for images of 256 pixels
 * @param isNoisy whether y has the run's noise level, y + σ e with the noise e that the run began
 *     with
 */
public record LowPass(Images source, int factor, boolean isNoisy) implements Term {
  /** As coarse as EGSDE is at 256 pixels. */
  private static final int USUAL_CELLS = 8;

  public LowPass {
    if (source.size() == 0) {
      throw new IllegalArgumentException("lowPass was given a source without images");
    }
    int least = Math.min(source.height(), source.width());
    if (factor < 2 || factor > least) {
      throw new IllegalArgumentException(
          "factor(k) of lowPass makes images k times smaller, so it is 2 to %d for images of %d×%d, not %d"
              .formatted(least, source.height(), source.width(), factor));
    }
  }

  static LowPass of(Images source) {
    return new LowPass(source, usual(source), false);
  }

  private static int usual(Images source) {
    return Math.max(2, Math.min(source.height(), source.width()) / USUAL_CELLS);
  }

  /** How many times smaller the images become on the way. */
  public LowPass factor(int k) {
    return new LowPass(source, k, isNoisy);
  }

  /**
   * Compares noisy states: the source gets the noise that the run began with, at the noise level of
   * the step. It belongs together with {@code onState()}.
   */
  public LowPass noisy() {
    return new LowPass(source, factor, true);
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var shape = x0.getShape();
    if (shape.get(1) != source.channels()
        || shape.get(2) != source.height()
        || shape.get(3) != source.width()) {
      throw new IllegalArgumentException(
          "lowPass compares pictures of one shape, but the source has [%d, %d, %d] and the images have [%d, %d, %d]"
              .formatted(
                  source.channels(),
                  source.height(),
                  source.width(),
                  shape.get(1),
                  shape.get(2),
                  shape.get(3)));
    }
    var y = s.at(source);
    if (isNoisy) {
      y = y.add(s.startNoise().mul(s.sigma()));
    }
    var apart = x0.sub(y.toType(x0.getDataType(), false));
    var rows = matrix(x0, source.height());
    var columns = matrix(x0, source.width()).transpose();
    return Energies.sqNorm(rows.matMul(apart).matMul(columns));
  }

  private NDArray matrix(NDArray like, int n) {
    int coarse = Math.max(1, n / factor);
    var down = CubicResize.matrix(n, coarse);
    var up = CubicResize.matrix(coarse, n);
    var both = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < coarse; k++) {
        for (int j = 0; j < n; j++) {
          both[i * n + j] += up[i][k] * down[k][j];
        }
      }
    }
    return like.getManager().create(both, new Shape(n, n)).toType(like.getDataType(), false);
  }

  @Override
  public String equation(String x) {
    return isNoisy
        ? "\\lVert \\Phi(" + x + ") - \\Phi(y + \\sigma e) \\rVert^2"
        : "\\lVert \\Phi(" + x + ") - \\Phi(y) \\rVert^2";
  }

  @Override
  public String text() {
    return "lowPass("
        + source.expression()
        + ")"
        + (factor == usual(source) ? "" : ".factor(" + Numbers.text(factor) + ")")
        + (isNoisy ? ".noisy()" : "");
  }

  @Override
  public String toString() {
    return text();
  }
}
