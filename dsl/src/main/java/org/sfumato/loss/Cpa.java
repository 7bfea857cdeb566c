package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.network.Plan;

/**
 * Disease-level alignment by prototypes (Wang et al. 2022, MGCA, equations 6–8; Caron et al. 2020):
 * pictures and reports are assigned to k learnt directions, so that all get about as many, and each
 * predicts the other's assignment,
 *
 * <p>L = −½ · mean of Σ_k (q_img log p_txt + q_txt log p_img).
 *
 * <p>The assignments q are Sinkhorn and Knopp's, found in logarithms so that no ε is too small, and
 * have no gradient; prototypes have length 1 at each step.
 *
 * @param k prototypes, 500 in the paper for batches of 144
 * @param tau temperature of the predictions, 0.2 in the paper
 * @param epsilon how soft the assignments are, 0.05 in the paper
 * @param rounds of Sinkhorn and Knopp, 3 in the paper
 * @param resting passes before the prototypes are learnt, 1 in the paper's code
 */
public record Cpa(int k, double tau, double epsilon, int rounds, int resting) implements Alignment {
  /** A round: as much for each prototype, then 1 for each pair; of logarithms. */
  private static final Op BALANCED =
      Op.of(
          """
          def balanced(self, q: Tensor) -> Tensor:
            prototypes = torch.sub(q, torch.logsumexp(q, [0], True))
            return torch.sub(prototypes, torch.logsumexp(prototypes, [1], True))
          """);

  private static final Op CROSS =
      Op.of(
          """
          def cross_entropy(self, q: Tensor, z: Tensor) -> Tensor:
            return torch.neg(torch.mean(torch.sum(torch.mul(q, torch.log_softmax(z, 1)), [1], False)))
          """);

  public Cpa {
    if (k < 2 || rounds < 1 || resting < 0) {
      throw new IllegalArgumentException(
          k < 2
              ? "cpa(k) tells pairs apart by at least 2 prototypes, not " + k
              : rounds < 1
                  ? "cpa(…).rounds(n) balances at least once, not " + rounds + " times"
                  : "prototypes rest for 0 passes or more, not " + resting);
    }
    Contrast.positive(tau, "the temperature of cpa(…)");
    Contrast.positive(epsilon, "cpa(…).epsilon");
  }

  @Override
  public NDArray of(Embedded pairs, NDList own) {
    var image = scores(pairs.image(), own);
    var report = scores(pairs.report(), own);
    return swapped(image, report, codes(image), codes(report));
  }

  /** Cosines with the prototypes, {@code [B, k]}. */
  static NDArray scores(NDArray vectors, NDList own) {
    return Contrast.products(Contrast.unit(vectors), own.get(0));
  }

  /** Assignments {@code [B, k]} of these scores: rows sum to 1, columns to about B/k. */
  NDArray codes(NDArray scores) {
    var z = scores.stopGradient();
    return Grad.off(
        () -> {
          var q = z.div(epsilon);
          for (int i = 0; i < rounds; i++) {
            q = BALANCED.on(q);
          }
          return q.exp();
        });
  }

  /** Each side predicts the other's assignment. */
  NDArray swapped(NDArray image, NDArray report, NDArray imageCodes, NDArray reportCodes) {
    return CROSS.on(imageCodes, report.div(tau)).add(CROSS.on(reportCodes, image.div(tau))).div(2);
  }

  @Override
  public Plan own(int d) {
    return Plan.ofArrays(new Plan.Parameter("prototypes", new long[] {k, d}, 1 / Math.sqrt(d)));
  }

  /** Prototypes of length 1. */
  @Override
  public void settle(NDList own) {
    Grad.off(
        () -> {
          var c = own.get(0);
          var unit = Contrast.unit(c);
          unit.copyTo(c);
          return null;
        });
  }

  /** Predictions are the softmax of cosines divided by this, 0.2 unless said otherwise. */
  public Cpa tau(double temperature) {
    return new Cpa(k, temperature, epsilon, rounds, resting);
  }

  /** Assignments are balanced from cosines divided by this, 0.05 unless said otherwise. */
  public Cpa epsilon(double softness) {
    return new Cpa(k, tau, softness, rounds, resting);
  }

  /** Rounds of balancing, 3 unless said otherwise. */
  public Cpa rounds(int n) {
    return new Cpa(k, tau, epsilon, n, resting);
  }

  /** Passes over the pairs before the prototypes are learnt, 1 unless said otherwise. */
  public Cpa resting(int passes) {
    return new Cpa(k, tau, epsilon, rounds, passes);
  }

  @Override
  public String sign() {
    return "\\mathcal L_{\\mathrm{CPA}}";
  }

  @Override
  public String text() {
    var usual = Losses.cpa(k);
    return "cpa("
        + k
        + ")"
        + (tau == usual.tau ? "" : ".tau(" + Numbers.text(tau) + ")")
        + (epsilon == usual.epsilon ? "" : ".epsilon(" + Numbers.text(epsilon) + ")")
        + (rounds == usual.rounds ? "" : ".rounds(" + rounds + ")")
        + (resting == usual.resting ? "" : ".resting(" + resting + ")");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "%s = -\\frac{1}{2B} \\sum_i \\sum_{k=1}^{%d} \\left( q_{ik}(v) \\log p_{ik}(t) + q_{ik}(t) \\log p_{ik}(v) \\right),\\quad p_{ik}(v) = \\mathrm{softmax}_k \\left( \\frac{v_i \\cdot c_k}{%s} \\right),\\quad q(v) = \\mathrm{Sinkhorn}_{%d} \\left( e^{v C^\\top / %s} \\right)"
            .formatted(sign(), k, Numbers.text(tau), rounds, Numbers.text(epsilon)));
  }

  @Override
  public String toString() {
    return text();
  }
}
