package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/**
 * A network with fixed weights on the device: one compiled function of images that returns several
 * results. The weights are freed when it is forgotten.
 */
final class Backbone {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int DIGITS = 12;

  private final Op function;
  private final NDList uploaded;
  private final String hash;

  /**
   * @param from whose weights these are, to name in a refusal
   * @throws IllegalArgumentException if weights of the plan are missing or have another shape
   */
  Backbone(Plan plan, Weights weights, String from) {
    weights.check(plan, from);
    Torch.start();
    function = Op.of(plan.source());
    hash = weights.hash().substring(0, DIGITS);
    uploaded = weights.upload(plan, Torch.manager());
    uploaded.forEach(NDArray::detach);
    // It may be made inside a verb, whose scope would take the weights along when it ends.
    NDScope.unregister(uploaded);
    var arrays = uploaded;
    CLEANER.register(this, arrays::close);
  }

  /** All results. */
  NDList of(NDArray x) {
    try {
      return function.all(uploaded, x);
    } finally {
      // mobilenet().of(x) holds its network no longer than this call needs it.
      Reference.reachabilityFence(this);
    }
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
    return hash;
  }
}
