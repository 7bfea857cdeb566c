package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.Term;

/**
 * Normalised gradient fields (Haber and Modersitzki 2006): the mean over pixels of 1 − ⟨n(x),
 * n(y)⟩², with n(x) = ∇x/√(|∇x|² + η²). It asks that edges run the same way as the source's, and
 * does not ask which side of them is brighter, nor by how much once an edge stands out from η.
 *
 * <p>∇ are forward differences in [0, 1] units per pixel.
 *
 * @param edge η: what is well above it counts as an edge, what is well below as noise
 */
public record GradientFields(Images source, double edge) implements Term {
  private static final String WORD = "gradientFields";
  private static final double USUAL = 0.02;

  public GradientFields {
    Pictures.checked(WORD, source);
    if (source.height() < 2 || source.width() < 2) {
      throw new IllegalArgumentException("a gradient needs at least 2×2 pixels");
    }
    if (!(edge > 0) || Double.isInfinite(edge)) {
      throw new IllegalArgumentException(
          "edge(η) is a difference between neighbouring pixels, above 0, such as 0.02, not "
              + Numbers.text(edge));
    }
  }

  static GradientFields of(Images source) {
    return new GradientFields(source, USUAL);
  }

  /** η: how large a difference between neighbouring pixels begins to count as an edge. */
  public GradientFields edge(double eta) {
    return new GradientFields(source, eta);
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var y = Pictures.source(WORD, source, x0, s).toType(x0.getDataType(), false);
    var a = Slopes.of(Pictures.gray(x0));
    var b = Slopes.of(y);
    var along = a.down().mul(b.down()).add(a.across().mul(b.across()));
    var lengths = a.squared().add(edge * edge).mul(b.squared().add(edge * edge));
    return Energies.average(along.square().div(lengths)).neg().add(1);
  }

  /** Forward differences of gray pictures, one row and one column smaller. */
  private record Slopes(NDArray down, NDArray across) {
    static Slopes of(NDArray x) {
      var corner = x.get(":, :, :-1, :-1");
      return new Slopes(x.get(":, :, 1:, :-1").sub(corner), x.get(":, :, :-1, 1:").sub(corner));
    }

    NDArray squared() {
      return down.square().add(across.square());
    }
  }

  @Override
  public String equation(String x) {
    return "\\frac{1}{|\\Omega|} \\sum_{\\Omega} 1 - \\frac{\\langle \\nabla %1$s, \\nabla y \\rangle^2}{(|\\nabla %1$s|^2 + \\eta^2)(|\\nabla y|^2 + \\eta^2)}"
        .formatted(x);
  }

  @Override
  public String text() {
    return WORD
        + "("
        + source.expression()
        + ")"
        + (edge == USUAL ? "" : ".edge(" + Numbers.text(edge) + ")");
  }

  @Override
  public String toString() {
    return text();
  }
}
