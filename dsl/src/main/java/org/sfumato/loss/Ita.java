package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;
import org.sfumato.Numbers;

/**
 * Instance-level alignment (Wang et al. 2022, MGCA, equation 2; Radford et al. 2021): the symmetric
 * InfoNCE of a batch, where each picture finds its report among all and each report its picture.
 * Both directions are added, as in MGCA's code; the paper has their mean, which is {@link #halved}.
 *
 * @param tau temperature, 0.07 in the paper
 * @param half whether the mean of both directions is taken
 */
public record Ita(double tau, boolean half) implements Alignment {
  public Ita {
    Contrast.positive(tau, "the temperature of ita()");
  }

  @Override
  public NDArray of(Embedded pairs, NDList own) {
    var s = Contrast.products(Contrast.unit(pairs.image()), Contrast.unit(pairs.report()));
    var mean = Contrast.bothWays(s.div(tau)).mean();
    return half ? mean : mean.mul(2);
  }

  /** Cosines are divided by this, 0.07 unless said otherwise. */
  public Ita tau(double temperature) {
    return new Ita(temperature, half);
  }

  /** The mean of both directions, as the paper writes it, and not their sum. */
  public Ita halved() {
    return new Ita(tau, true);
  }

  @Override
  public String sign() {
    return "\\mathcal L_{\\mathrm{ITA}}";
  }

  @Override
  public String text() {
    return "ita()"
        + (tau == Losses.ita().tau ? "" : ".tau(" + Numbers.text(tau) + ")")
        + (half ? ".halved()" : "");
  }

  @Override
  public Optional<String> latex() {
    var t = Numbers.text(tau);
    return Optional.of(
        "%s = -\\frac{1}{%sB} \\sum_i \\left[ \\log \\frac{e^{v_i \\cdot t_i / %s}}{\\sum_j e^{v_i \\cdot t_j / %s}} + \\log \\frac{e^{v_i \\cdot t_i / %s}}{\\sum_j e^{v_j \\cdot t_i / %s}} \\right]"
            .formatted(sign(), half ? "2" : "", t, t, t, t));
  }

  @Override
  public String toString() {
    return text();
  }
}
