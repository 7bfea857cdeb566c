package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.Term;

/**
 * Minus the correlation of the gradients' magnitudes of x̂₀ and a source, from −1 to 1. It asks for
 * edges in the same places, and for nothing else: the baseline that tells translation from copying
 * edges.
 *
 * <p>Magnitudes are √(dx² + dy² + ε²) of forward differences, ε = 0.01, so that flat parts have a
 * gradient.
 */
record GradientCorrelation(Images source) implements Term {
  private static final double EPSILON = 0.01;

  /** Keeps the correlation with a picture without edges at 0. */
  private static final double SMALL = 1e-8;

  GradientCorrelation {
    Pictures.checked("gradientCorrelation", source);
    if (source.height() < 2 || source.width() < 2) {
      throw new IllegalArgumentException("a gradient needs at least 2×2 pixels");
    }
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var y = Pictures.source("gradientCorrelation", source, x0, s).toType(x0.getDataType(), false);
    var a = centred(magnitude(Pictures.gray(x0)));
    var b = centred(magnitude(y));
    var scale =
        Energies.average(a.square()).mul(Energies.average(b.square())).add(SMALL * SMALL).sqrt();
    return Energies.average(a.mul(b)).div(scale).neg();
  }

  private static NDArray magnitude(NDArray x) {
    var corner = x.get(":, :, :-1, :-1");
    var down = x.get(":, :, 1:, :-1").sub(corner);
    var across = x.get(":, :, :-1, 1:").sub(corner);
    return down.square().add(across.square()).add(EPSILON * EPSILON).sqrt();
  }

  private static NDArray centred(NDArray g) {
    return g.sub(Energies.average(g).reshape(-1, 1, 1, 1));
  }

  @Override
  public String equation(String x) {
    return "-\\mathrm{corr}\\big( |\\nabla " + x + "|, |\\nabla y| \\big)";
  }

  @Override
  public String text() {
    return "gradientCorrelation(" + source.expression() + ")";
  }
}
