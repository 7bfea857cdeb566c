package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.engine.Op;
import org.sfumato.network.Plan;

/**
 * The sigmoid loss of SigLIP (Zhai et al. 2023, equation 1): whether a picture and a report belong
 * together is asked of all B² of them, and the answer does not depend on the others of the batch.
 * The logarithm of the scale a and the bias b are learnt.
 *
 * @param scale a at first, 10 in the paper
 * @param bias b at first, −10 in the paper
 */
public record Siglip(double scale, double bias) implements Alignment {
  private static final Op LOSS =
      Op.of(
          """
          def siglip(self, s: Tensor) -> Tensor:
            n = torch.size(s, 0)
            right = torch.sum(torch.log_sigmoid(torch.diagonal(s, 0, 0, 1)))
            all = torch.sum(torch.log_sigmoid(torch.neg(s)))
            doubled = torch.sum(torch.log_sigmoid(torch.neg(torch.diagonal(s, 0, 0, 1))))
            return torch.div(torch.neg(torch.sub(torch.add(right, all), doubled)), n)
          """);

  public Siglip {
    Contrast.positive(scale, "siglip().scale");
    if (!Double.isFinite(bias)) {
      throw new IllegalArgumentException("siglip().bias is a finite number, not " + bias);
    }
  }

  @Override
  public NDArray of(Embedded pairs, NDList own) {
    var cosines = Contrast.products(Contrast.unit(pairs.image()), Contrast.unit(pairs.report()));
    return LOSS.on(cosines.mul(own.get(0).exp().mul(scale)).add(own.get(1).add(bias)));
  }

  /** What has been learnt of ln a and b beyond their first values. */
  @Override
  public Plan own(int d) {
    return Plan.ofArrays(
        new Plan.Parameter("log scale", new long[] {1}, 0),
        new Plan.Parameter("bias", new long[] {1}, 0));
  }

  /** The scale at first, 10 unless said otherwise. */
  public Siglip scale(double a) {
    return new Siglip(a, bias);
  }

  /** The bias at first, −10 unless said otherwise: most of the B² do not belong together. */
  public Siglip bias(double b) {
    return new Siglip(scale, b);
  }

  @Override
  public String sign() {
    return "\\mathcal L_{\\mathrm{SigLIP}}";
  }

  @Override
  public String text() {
    var usual = Losses.siglip();
    return "siglip()"
        + (scale == usual.scale ? "" : ".scale(" + Numbers.text(scale) + ")")
        + (bias == usual.bias ? "" : ".bias(" + Numbers.text(bias) + ")");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "%s = -\\frac{1}{B} \\sum_{i, j} \\log \\frac{1}{1 + e^{-y_{ij} ( a\\, v_i \\cdot t_j + b )}},\\quad y_{ii} = 1,\\ y_{ij} = -1,\\quad a_0 = %s,\\ b_0 = %s"
            .formatted(sign(), Numbers.text(scale), Numbers.text(bias)));
  }

  @Override
  public String toString() {
    return text();
  }
}
