package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.engine.Op;

/**
 * GLoRIA's local loss (Huang et al. 2021, equations 3–9): each word of each report looks at the
 * places of each picture, and how like the word is what it finds says how like the picture is the
 * report. Unlike {@link Cta} it compares across pairs, at a cost of B² words and places. Cosines of
 * words with what they find are gathered by a soft maximum, and the likenesses compared as {@link
 * Ita} does, both directions added. GLoRIA adds its global loss: {@code
 * gloria().plus(ita().tau(0.1))}.
 *
 * <p>The released code looks with vectors as they come. Here they have the length √d that the
 * heads' norms give them.
 *
 * @param attention how sharply a word looks at places, the code's temp1
 * @param gathering how sharp the soft maximum over words is, temp2
 * @param matching how sharply likenesses are compared, temp3
 */
public record Gloria(double attention, double gathering, double matching) implements Alignment {
  /**
   * For one report at a time, so that no array has all pairs of words and places. In the code's
   * order: a softmax over the report's words first, then one over places.
   */
  private static final String SOURCE =
      """
      def gloria(self, w: Tensor, p: Tensor, there: Tensor) -> Tensor:
        rows = annotate(List[Tensor], [])
        for i in range(torch.size(w, 0)):
          gone = torch.eq(torch.select(there, 0, i), 0)
          word = torch.select(w, 0, i)
          s = torch.masked_fill(torch.matmul(p, torch.t(word)), gone, -1.0e30)
          a = torch.softmax(torch.mul(torch.softmax(s, 2), ATTENTION), 1)
          seen = torch.matmul(torch.transpose(a, 1, 2), p)
          like = torch.cosine_similarity(torch.unsqueeze(word, 0), seen, 2, 1.0e-8)
          each = torch.masked_fill(torch.mul(like, GATHERING), gone, -1.0e30)
          _0 = torch.append(rows, torch.logsumexp(each, [1]))
        return torch.mul(torch.stack(rows, 1), MATCHING)
      """;

  public Gloria {
    Contrast.positive(attention, "gloria().attention");
    Contrast.positive(gathering, "gloria().gathering");
    Contrast.positive(matching, "gloria().matching");
  }

  /** How sharply a word looks at places, 4 unless said otherwise. */
  public Gloria attention(double temperature1) {
    return new Gloria(temperature1, gathering, matching);
  }

  /** How sharp the soft maximum over words is, 5 unless said otherwise. */
  public Gloria gathering(double temperature2) {
    return new Gloria(attention, temperature2, matching);
  }

  /** How sharply likenesses are compared, 10 unless said otherwise. */
  public Gloria matching(double temperature3) {
    return new Gloria(attention, gathering, temperature3);
  }

  @Override
  public NDArray of(Embedded e, NDList own) {
    var op =
        Op.of(
            SOURCE
                .replace("ATTENTION", String.valueOf(attention))
                .replace("GATHERING", String.valueOf(gathering))
                .replace("MATCHING", String.valueOf(matching)));
    double length = Math.sqrt(e.words().getShape().get(2));
    var words = Contrast.unit(e.words()).mul(length);
    var places = Contrast.unit(e.patches()).mul(length);
    return Contrast.bothWays(op.on(words, places, e.present())).mean().mul(2);
  }

  @Override
  public long kept(int b, int p, int w, int d) {
    return (long) b * b * w * (6L * p + 4L * d);
  }

  @Override
  public String sign() {
    return "\\mathcal L_{\\mathrm{GLoRIA}}";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "%4$s = -\\frac1B \\sum_i \\left[ \\log \\frac{e^{%3$s Z_{ii}}}{\\sum_k e^{%3$s Z_{ik}}} + \\log \\frac{e^{%3$s Z_{ii}}}{\\sum_k e^{%3$s Z_{ki}}} \\right],\\quad Z_{ik} = \\log \\sum_j e^{%2$s \\cos( r_{kj}, o_{ikj} )},\\quad o_{ikj} = \\sum_p \\mathrm{softmax}_p \\left( %1$s\\, \\mathrm{softmax}_j ( z_{ip} \\cdot r_{kj} ) \\right) z_{ip}"
            .formatted(
                Numbers.text(attention), Numbers.text(gathering), Numbers.text(matching), sign()));
  }

  @Override
  public String text() {
    var usual = Losses.gloria();
    return "gloria()"
        + (attention == usual.attention ? "" : ".attention(" + Numbers.text(attention) + ")")
        + (gathering == usual.gathering ? "" : ".gathering(" + Numbers.text(gathering) + ")")
        + (matching == usual.matching ? "" : ".matching(" + Numbers.text(matching) + ")");
  }

  @Override
  public String toString() {
    return text();
  }
}
