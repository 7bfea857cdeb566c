package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.Ops;

/**
 * Normalised mutual information with a source over the whole image: E = −2 I(x; y) / (H(x) + H(y)),
 * from −1 to 0, the same share as the metric {@code nmi}. Inflating the contrast of x raises H(x)
 * too, and so does not pay. Turning intensities around leaves it as it was.
 *
 * @param bins K, even on [0, 1]
 * @param bandwidth of a bin's Gaussian, in bins
 */
public record NormalisedInformation(Images source, int bins, double bandwidth) implements Term {
  private static final String WORD = "normalisedMutualInformation";
  private static final int USUAL_BINS = 32;
  private static final double USUAL_BANDWIDTH = 1;

  public NormalisedInformation {
    Pictures.checked(WORD, source);
    new SoftHistogram(bins, bandwidth);
  }

  static NormalisedInformation of(Images source) {
    return new NormalisedInformation(source, USUAL_BINS, USUAL_BANDWIDTH);
  }

  /** How many soft bins. */
  public NormalisedInformation bins(int count) {
    return new NormalisedInformation(source, count, bandwidth);
  }

  /** The width of each bin's Gaussian, in bins. */
  public NormalisedInformation bandwidth(double inBins) {
    return new NormalisedInformation(source, bins, inBins);
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var y = Pictures.source(WORD, source, x0, s).toType(x0.getDataType(), false);
    return Ops.of(script()).on(Pictures.gray(x0), y);
  }

  private String script() {
    var histogram = new SoftHistogram(bins, bandwidth);
    return """
        def normalised_mutual_information(self, x: Tensor, y: Tensor) -> Tensor:
          n = torch.size(x, 0)
          xb = torch.reshape(x, [n, -1, 1])
          yb = torch.reshape(y, [n, -1, 1])
        """
        + histogram.memberships("a", "xb")
        + histogram.memberships("b", "yb")
        + """
          J = torch.div(torch.bmm(torch.transpose(a, 1, 2), b), torch.size(xb, 1))
          P = torch.unsqueeze(J, 1)
        """
        + SoftHistogram.normalisedEnergy();
  }

  @Override
  public String equation(String x) {
    return "-\\frac{2\\, I(" + x + "; y)}{H(" + x + ") + H(y)}";
  }

  @Override
  public String text() {
    return WORD
        + "("
        + source.expression()
        + ")"
        + (bins == USUAL_BINS ? "" : ".bins(" + bins + ")")
        + (bandwidth == USUAL_BANDWIDTH ? "" : ".bandwidth(" + Numbers.text(bandwidth) + ")");
  }

  @Override
  public String toString() {
    return text();
  }
}
