package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.Ops;

/**
 * Mutual information with a source over the whole image: E = −I(x; y), in nats.
 *
 * @param bins K, even on [0, 1]
 * @param bandwidth of a bin's Gaussian, in bins
 * @param isRelative whether it is divided by H(x) + 0.1
 */
public record MutualInformation(Images source, int bins, double bandwidth, boolean isRelative)
    implements Term {
  public MutualInformation {
    Pictures.checked("mutualInformation", source);
    new SoftHistogram(bins, bandwidth);
  }

  static MutualInformation of(Images source) {
    return new MutualInformation(source, 32, 1, false);
  }

  /** How many soft bins. */
  public MutualInformation bins(int count) {
    return new MutualInformation(source, count, bandwidth, isRelative);
  }

  /** The width of each bin's Gaussian, in bins. */
  public MutualInformation bandwidth(double inBins) {
    return new MutualInformation(source, bins, inBins, isRelative);
  }

  /** Divides by H(x) + 0.1, so that inflating the contrast of x does not pay. */
  public MutualInformation relative() {
    return new MutualInformation(source, bins, bandwidth, true);
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var y = Pictures.source("mutualInformation", source, x0, s).toType(x0.getDataType(), false);
    return Ops.of(script()).on(Pictures.gray(x0), y);
  }

  private String script() {
    var histogram = new SoftHistogram(bins, bandwidth);
    return """
        def mutual_information(self, x: Tensor, y: Tensor) -> Tensor:
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
        + SoftHistogram.energy(isRelative);
  }

  @Override
  public String equation(String x) {
    return isRelative ? "-\\frac{I(" + x + "; y)}{H(" + x + ") + 0.1}" : "-I(" + x + "; y)";
  }

  @Override
  public String text() {
    return "mutualInformation("
        + source.expression()
        + ")"
        + new SoftHistogram(bins, bandwidth).text()
        + (isRelative ? ".relative()" : "");
  }

  @Override
  public String toString() {
    return text();
  }
}
