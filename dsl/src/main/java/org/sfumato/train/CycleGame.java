package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * The rules by which CycleGAN's networks play (Zhu et al. 2017, equations 1 to 3 and section 5.2,
 * with least squares in place of logarithms), for images in [−1, 1]:
 *
 * <p>L(G, F) = E (D_B(G(a)) − 1)² + E (D_A(F(b)) − 1)² + λ E |F(G(a)) − a| + λ E |G(F(b)) − b| + ½λ
 * (E |G(b) − b| + E |F(a) − a|),
 *
 * <p>L(D) = ½ E (D(x) − 1)² + ½ E D(x̂)². Every E is a mean over images, channels and pixels.
 */
final class CycleGame {
  /** λ, the weight of the cycle. */
  static final double CYCLE = 10;

  /** Share of λ that the identity has. */
  static final double IDENTITY = .5;

  private CycleGame() {}

  /**
   * What a step of the translators comes to, on the tape.
   *
   * @param total L(G, F)
   * @param cycle mean of the two cycle errors, as a distance in [−1, 1]
   * @param target G(a), taken for target images
   * @param source F(b), taken for source images
   */
  record Round(NDArray total, NDArray cycle, NDArray target, NDArray source) {}

  /**
   * The translators' move.
   *
   * @param there G, from source to target
   * @param back F, from target to source
   * @param ofSource D_A
   * @param ofTarget D_B
   * @param a source images {@code [n, C, H, W]} in [−1, 1]
   * @param b target images, as many
   */
  static Round round(
      UnaryOperator<NDArray> there,
      UnaryOperator<NDArray> back,
      UnaryOperator<NDArray> ofSource,
      UnaryOperator<NDArray> ofTarget,
      NDArray a,
      NDArray b) {
    // An image is translated by itself, so both calls of a network are one.
    long n = a.getShape().get(0);
    var thither = there.apply(a.concat(b, 0));
    var hither = back.apply(b.concat(a, 0));
    var target = thither.get(":" + n);
    var source = hither.get(":" + n);
    var cycles = apart(back.apply(target), a).add(apart(there.apply(source), b));
    var same = apart(thither.get(n + ":"), b).add(apart(hither.get(n + ":"), a));
    var total =
        taken(ofTarget.apply(target), 1)
            .add(taken(ofSource.apply(source), 1))
            .add(cycles.mul(CYCLE))
            .add(same.mul(CYCLE * IDENTITY));
    return new Round(total, cycles.div(2), target, source);
  }

  /** A critic's move: L(D), from its values for real images and for translated ones. */
  static NDArray critic(NDArray real, NDArray fake) {
    return taken(real, 1).add(taken(fake, 0)).mul(.5);
  }

  /** Mean square of how far values are from what they should be. */
  private static NDArray taken(NDArray values, double should) {
    return values.sub(should).square().mean();
  }

  /** Mean absolute difference. */
  private static NDArray apart(NDArray x, NDArray y) {
    return x.sub(y).abs().mean();
  }
}
