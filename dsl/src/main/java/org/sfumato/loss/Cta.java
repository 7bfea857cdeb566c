package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;
import java.util.stream.Stream;
import org.sfumato.Numbers;
import org.sfumato.network.Plan;

/**
 * Token-level alignment by cross-attention (Wang et al. 2022, MGCA, equations 3–5). Each word finds
 * in the patches of its picture what it speaks of, and this must be told from what the other words
 * find; and the same with patches and words exchanged. Words and patches count by how much the
 * report or the picture looks at them, clipped to the quantiles of 10 % and 90 %.
 *
 * <p>It follows the official code for a vision transformer. There the attention has no projections,
 * both sides are added, places without a word count among the wrong answers of a word, and what a
 * patch finds keeps its length. The paper has projections and the mean: {@link #projected}, {@link
 * #halved}; the code for a ResNet has unit vectors: {@link #normalised}; {@link #withoutPadding} is
 * in neither, and makes the loss independent of the length to which reports are padded.
 *
 * @param tau temperature of both the attention and the contrast, 0.1 in the paper
 * @param projections whether the attention has matrices Q, K, V and O of its own
 * @param half whether the mean of both sides is taken
 * @param real whether a word's wrong answers are words alone
 * @param unit whether what a patch finds is brought to length 1
 */
public record Cta(double tau, boolean projections, boolean half, boolean real, boolean unit)
    implements Alignment {
  private static final int MATRICES = 4;

  public Cta {
    Contrast.positive(tau, "the temperature of cta()");
  }

  @Override
  public NDArray of(Embedded pairs, NDList own) {
    var r = Contrast.unit(pairs.words());
    var z = Contrast.unit(pairs.patches());
    var words = words(r, z, pairs, own);
    var patches = patches(r, z, pairs, own);
    return half ? words.add(patches).div(2) : words.add(patches);
  }

  /** The words' side, the mean over the batch. */
  NDArray words(Embedded pairs, NDList own) {
    return words(Contrast.unit(pairs.words()), Contrast.unit(pairs.patches()), pairs, own);
  }

  /** The patches' side, the mean over the batch. */
  NDArray patches(Embedded pairs, NDList own) {
    return patches(Contrast.unit(pairs.words()), Contrast.unit(pairs.patches()), pairs, own);
  }

  private NDArray words(NDArray r, NDArray z, Embedded pairs, NDList own) {
    var found = Contrast.unit(found(r, z, null, own, 0));
    var s = Contrast.products(r, found).div(tau);
    var each =
        real
            ? Contrast.right(Contrast.without(s, pairs.present()))
                .add(Contrast.right(Contrast.without(s.swapAxes(1, 2), pairs.present())))
                .div(2)
            : Contrast.bothWays(s);
    return counted(each, pairs.wordWeight().mul(pairs.present()));
  }

  private NDArray patches(NDArray r, NDArray z, Embedded pairs, NDList own) {
    var found = found(z, r, pairs.present(), own, MATRICES);
    var s = Contrast.products(z, unit ? Contrast.unit(found) : found).div(tau);
    return counted(Contrast.bothWays(s), pairs.patchWeight());
  }

  private static NDArray counted(NDArray each, NDArray attention) {
    return each.mul(Contrast.shares(attention)).sum().div(each.getShape().get(0));
  }

  /** What {@code of} finds among {@code all}; only what is present is looked at. */
  private NDArray found(NDArray of, NDArray all, NDArray present, NDList own, int first) {
    double scale = tau;
    var query = of;
    var key = all;
    var value = all;
    if (projections) {
      query = Contrast.products(of, own.get(first));
      key = Contrast.products(all, own.get(first + 1));
      value = Contrast.products(all, own.get(first + 2));
      scale = Math.sqrt(of.getShape().get(2));
    }
    var s = Contrast.products(query, key).div(scale);
    var o = Contrast.attended(present == null ? s : Contrast.without(s, present), value);
    return projections ? Contrast.products(o, own.get(first + 3)) : o;
  }

  @Override
  public long kept(int b, int p, int w, int d) {
    return b * (8L * p * w + 5L * w * w + 5L * p * p + 10L * (p + w) * d);
  }

  /** Q, K, V and O of the words' attention and of the patches', Glorot's bound. */
  @Override
  public Plan own(int d) {
    return projections
        ? Plan.ofArrays(
            Stream.of("word", "patch")
                .flatMap(
                    side ->
                        Stream.of("query", "key", "value", "output")
                            .map(
                                name ->
                                    new Plan.Parameter(
                                        side + "." + name, new long[] {d, d}, Math.sqrt(3. / d))))
                .toArray(Plan.Parameter[]::new))
        : Plan.ofArrays();
  }

  /** Cosines are divided by this, 0.1 unless said otherwise. */
  public Cta tau(double temperature) {
    return new Cta(temperature, projections, half, real, unit);
  }

  /**
   * The attention is O softmax((Q r)·(K z)/√d) V z, as the paper writes it, with one head and no
   * biases; the temperature stays that of the contrast.
   */
  public Cta projected() {
    return new Cta(tau, true, half, real, unit);
  }

  /** The mean of both sides, as the paper writes it, and not their sum. */
  public Cta halved() {
    return new Cta(tau, projections, true, real, unit);
  }

  /** A word is told from the other words alone, and not from places that have none. */
  public Cta withoutPadding() {
    return new Cta(tau, projections, half, true, unit);
  }

  /** What a patch finds is brought to length 1, as the code does it for a ResNet. */
  public Cta normalised() {
    return new Cta(tau, projections, half, real, true);
  }

  @Override
  public String sign() {
    return "\\mathcal L_{\\mathrm{CTA}}";
  }

  @Override
  public String text() {
    return "cta()"
        + (tau == Losses.cta().tau ? "" : ".tau(" + Numbers.text(tau) + ")")
        + (projections ? ".projected()" : "")
        + (half ? ".halved()" : "")
        + (real ? ".withoutPadding()" : "")
        + (unit ? ".normalised()" : "");
  }

  @Override
  public Optional<String> latex() {
    var t = Numbers.text(tau);
    var attention =
        projections
            ? "O \\sum_k \\mathrm{softmax}_k \\left( \\frac{Q r_j \\cdot K z_k}{\\sqrt d} \\right) V z_k"
            : "\\sum_k \\mathrm{softmax}_k \\left( \\frac{r_j \\cdot z_k}{%s} \\right) z_k"
                .formatted(t);
    return Optional.of(
        "%s = %s\\sum_j w_j\\, \\ell_j(r, o) %s \\sum_k w'_k\\, \\ell_k(z, o'),\\quad o_j \\propto %s,\\quad \\ell_j(a, b) = -\\tfrac12 \\left[ \\log \\frac{e^{a_j \\cdot b_j / %s}}{\\sum_m e^{a_j \\cdot b_m / %s}} + \\log \\frac{e^{a_j \\cdot b_j / %s}}{\\sum_m e^{a_m \\cdot b_j / %s}} \\right]"
            .formatted(
                sign(),
                half ? "\\tfrac12 " : "",
                half ? "+ \\tfrac12" : "+",
                attention,
                t,
                t,
                t,
                t));
  }

  @Override
  public String toString() {
    return text();
  }
}
