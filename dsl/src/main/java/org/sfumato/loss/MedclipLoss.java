package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.engine.Op;
import org.sfumato.network.Plan;

/**
 * MedCLIP's semantic matching (Wang et al. 2022, equations 3–6): a picture's targets are not its
 * own report alone but all reports of the batch, by the softmax of how many findings they share;
 * and the same for reports. Labels count as 1 where a finding is present and as 0 where it is
 * absent or unknown. The logarithm of the scale is learnt, and is at most 4.6052.
 *
 * @param tau 1 over the scale at first, 0.07 in the paper
 * @param counted whether an absent finding counts as −1, so that it is shared too
 */
public record MedclipLoss(double tau, boolean counted) implements Alignment {
  private static final double LARGEST = 4.6052;
  private static final Op LOSS =
      Op.of(
          """
          def soft_cross_entropy(self, s: Tensor, m: Tensor) -> Tensor:
            rows = torch.mul(torch.softmax(m, 1), torch.log_softmax(s, 1))
            columns = torch.mul(torch.softmax(m, 0), torch.log_softmax(s, 0))
            n = torch.mul(torch.size(s, 0), 2)
            return torch.div(torch.neg(torch.add(torch.sum(rows), torch.sum(columns))), n)
          """);

  public MedclipLoss {
    Contrast.positive(tau, "the temperature of medclipLoss()");
  }

  @Override
  public NDArray of(Embedded pairs, NDList own) {
    if (pairs.labels().getShape().get(1) == 0) {
      throw new IllegalArgumentException(
          "medclipLoss() compares findings, and these pairs have none labelled; minimise ita() or siglip()");
    }
    var cosines = Contrast.products(Contrast.unit(pairs.image()), Contrast.unit(pairs.report()));
    var scale = own.get(0).sub(Math.log(tau)).clip(0, LARGEST).exp();
    var labels = labels(pairs.labels());
    return LOSS.on(cosines.mul(scale), Contrast.products(labels, labels));
  }

  private NDArray labels(NDArray given) {
    var present = given.maximum(0);
    // 1 − |label| is 1 for what is absent alone.
    return counted ? present.add(given.abs()).sub(1) : present;
  }

  /** What has been learnt of the scale's logarithm beyond its first value. */
  @Override
  public Plan own(int d) {
    return Plan.ofArrays(new Plan.Parameter("log scale", new long[] {1}, 0));
  }

  /** 1 over the scale at first, 0.07 unless said otherwise. */
  public MedclipLoss tau(double temperature) {
    return new MedclipLoss(temperature, counted);
  }

  /** An absent finding counts as −1: two pictures without any findings are alike. */
  public MedclipLoss absenceCounted() {
    return new MedclipLoss(tau, true);
  }

  @Override
  public String sign() {
    return "\\mathcal L_{\\mathrm{MedCLIP}}";
  }

  @Override
  public String text() {
    return "medclipLoss()"
        + (tau == Losses.medclipLoss().tau ? "" : ".tau(" + Numbers.text(tau) + ")")
        + (counted ? ".absenceCounted()" : "");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "%s = -\\frac{1}{2B} \\sum_{i, j} \\left( y_{ij} \\log \\mathrm{softmax}_j ( e^s v_i \\cdot t_j ) + y_{ji} \\log \\mathrm{softmax}_i ( e^s v_i \\cdot t_j ) \\right),\\quad y_{ij} = \\mathrm{softmax}_j ( l_i \\cdot l_j ),\\quad s_0 = \\ln \\frac{1}{%s}"
            .formatted(sign(), Numbers.text(tau)));
  }

  @Override
  public String toString() {
    return text();
  }
}
