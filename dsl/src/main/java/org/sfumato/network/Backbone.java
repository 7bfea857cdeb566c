package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/**
 * A network with fixed weights on the device: one compiled function of images that returns several
 * results.
 */
final class Backbone {
  private final Op function;
  private final Constants weights;

  /**
   * @param from whose weights these are, to name in a refusal
   * @throws IllegalArgumentException if weights of the plan are missing or have another shape
   */
  Backbone(Plan plan, Weights weights, String from) {
    weights.check(plan, from);
    Torch.start();
    this.function = Op.of(plan.source());
    this.weights = new Constants(plan, weights);
  }

  /** All results. */
  NDList of(NDArray x) {
    return weights.with(p -> function.all(p, x));
  }

  /** Result {@code i} alone; the others are freed. */
  NDArray of(NDArray x, int i) {
    return part(x, i, i + 1).get(0);
  }

  /** Results {@code from} (included) to {@code to} (excluded); the others are freed. */
  NDList part(NDArray x, int from, int to) {
    var all = of(x);
    var wanted = new NDList();
    for (int k = 0; k < all.size(); k++) {
      if (k >= from && k < to) {
        wanted.add(all.get(k));
      } else {
        all.get(k).close();
      }
    }
    return wanted;
  }

  /** The first digits of the SHA-256 of the weights. */
  String hash() {
    return weights.hash();
  }
}
