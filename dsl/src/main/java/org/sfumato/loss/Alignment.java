package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.sfumato.Numbers;
import org.sfumato.network.Plan;

/** How far pictures and their reports are from having one meaning in one space. */
@FunctionalInterface
public interface Alignment extends Objective {
  /**
   * @param pairs a batch, each picture with its report in the same row
   * @param own parameters that the loss brings along, in the order of {@link #own(int)}
   * @return a scalar: the mean over the batch
   */
  NDArray of(Embedded pairs, NDList own);

  /**
   * Parameters that are learnt with the towers and belong to the loss.
   *
   * @param d numbers of a vector in the common space
   */
  default Plan own(int d) {
    return Plan.ofArrays();
  }

  /** Puts its own parameters in order, in place, before each step. */
  default void settle(NDList own) {}

  /** Passes over the pairs during which its own parameters rest. */
  default int resting() {
    return 0;
  }

  /** What it is the sum of. */
  default List<Share> shares() {
    return List.of(new Share(1, this));
  }

  /** What each of its shares is, in their order and without weights. */
  default NDList terms(Embedded pairs, NDList own) {
    return new NDList(of(pairs, own));
  }

  /** What {@link #of} gives, from what its shares are. */
  default NDArray total(NDList terms) {
    return terms.singletonOrThrow();
  }

  /**
   * About how many numbers it keeps for its gradient.
   *
   * @param b pairs of a batch
   * @param p places of a picture
   * @param w words of a report
   * @param d numbers of a vector
   */
  default long kept(int b, int p, int w, int d) {
    return 8L * b * b + 4L * b * d;
  }

  /** Its sign in an equation, in LaTeX. */
  default String sign() {
    return "\\mathcal L_{\\mathrm{" + getClass().getSimpleName() + "}}";
  }

  /** The sum of both. */
  default Alignment plus(Alignment more) {
    return Sum.of(this, more);
  }

  /**
   * The same with this weight.
   *
   * @param weight above 0
   */
  default Alignment times(double weight) {
    return Sum.of(this, weight);
  }

  /**
   * A loss and its weight in a sum.
   *
   * @param weight above 0
   */
  record Share(double weight, Alignment loss) {
    public Share {
      if (!(weight > 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "a loss has a weight above 0, not %s; leave it out if it is not to count"
                .formatted(Numbers.text(weight)));
      }
    }

    String text() {
      return loss.text() + (weight == 1 ? "" : ".times(" + Numbers.text(weight) + ")");
    }

    String latex() {
      return (weight == 1 ? "" : Numbers.text(weight) + "\\, ") + loss.sign();
    }
  }
}
