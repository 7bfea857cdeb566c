package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.network.Plan;

/**
 * Instance-level alignment (Wang et al. 2022, MGCA, equation 2; Radford et al. 2021): the symmetric
 * InfoNCE of a batch, where each picture finds its report among all and each report its picture.
 * Both directions are added, as in MGCA's code; the paper has their mean, which is {@link #halved}.
 *
 * @param tau temperature, 0.07 in the paper
 * @param half whether the mean of both directions is taken
 * @param learns whether ln 1/τ is learnt, as in CLIP, and at most 4.6052
 */
public record Ita(double tau, boolean half, boolean learns) implements Alignment {
  private static final double LARGEST = 4.6052;

  public Ita {
    Contrast.positive(tau, "the temperature of ita()");
  }

  @Override
  public NDArray of(Embedded pairs, NDList own) {
    var s = Contrast.products(Contrast.unit(pairs.image()), Contrast.unit(pairs.report()));
    var logits = learns ? s.mul(own.get(0).sub(Math.log(tau)).clip(0, LARGEST).exp()) : s.div(tau);
    var mean = Contrast.bothWays(logits).mean();
    return half ? mean : mean.mul(2);
  }

  /** Cosines are divided by this, 0.07 unless said otherwise. */
  public Ita tau(double temperature) {
    return new Ita(temperature, half, learns);
  }

  /** The temperature begins there and is learnt, as in CLIP and CheXzero. */
  public Ita learnt() {
    return new Ita(tau, half, true);
  }

  /** What has been learnt of ln 1/τ beyond its first value. */
  @Override
  public Plan own(int d) {
    return learns
        ? Plan.ofArrays(new Plan.Parameter("log scale", new long[] {1}, 0))
        : Plan.ofArrays();
  }

  /** The mean of both directions, as the paper writes it, and not their sum. */
  public Ita halved() {
    return new Ita(tau, true, learns);
  }

  @Override
  public String sign() {
    return "\\mathcal L_{\\mathrm{ITA}}";
  }

  @Override
  public String text() {
    return "ita()"
        + (tau == Losses.ita().tau ? "" : ".tau(" + Numbers.text(tau) + ")")
        + (half ? ".halved()" : "")
        + (learns ? ".learnt()" : "");
  }

  @Override
  public Optional<String> latex() {
    var t = learns ? "\\tau" : Numbers.text(tau);
    return Optional.of(
        "%s = -\\frac{1}{%sB} \\sum_i \\left[ \\log \\frac{e^{v_i \\cdot t_i / %s}}{\\sum_j e^{v_i \\cdot t_j / %s}} + \\log \\frac{e^{v_i \\cdot t_i / %s}}{\\sum_j e^{v_j \\cdot t_i / %s}} \\right]%s"
            .formatted(
                sign(),
                half ? "2" : "",
                t,
                t,
                t,
                t,
                learns ? ",\\quad \\tau_0 = " + Numbers.text(tau) : ""));
  }

  @Override
  public String toString() {
    return text();
  }
}
