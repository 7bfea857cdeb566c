package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.Function;
import org.sfumato.engine.Torch;

/** Weights on the device that never change; they are freed when nobody holds this any more. */
public final class Constants {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int DIGITS = 12;

  private final NDList arrays;
  private final Cleaner.Cleanable onDevice;
  private final String hash;

  /** The weights of a plan, in its order. */
  public Constants(Plan plan, Weights weights) {
    Torch.start();
    hash = weights.hash().substring(0, DIGITS);
    arrays = weights.upload(plan, Torch.manager());
    arrays.forEach(NDArray::detach);
    // It may be made inside a verb, whose scope would take the weights along when it ends.
    NDScope.unregister(arrays);
    var freed = arrays;
    onDevice = CLEANER.register(this, freed::close);
  }

  /** Frees them now. */
  public void free() {
    onDevice.clean();
  }

  /** What {@code work} makes of the arrays, which must not be closed. */
  public <T> T with(Function<NDList, T> work) {
    try {
      return work.apply(arrays);
    } finally {
      // mobilenet().of(x) holds its network no longer than this call needs it.
      Reference.reachabilityFence(this);
    }
  }

  /** The first digits of the SHA-256 of the weights. */
  String hash() {
    return hash;
  }
}
