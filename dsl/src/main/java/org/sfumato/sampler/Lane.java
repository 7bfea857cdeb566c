package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sfumato.ImageId;

/**
 * One chunk of images on its way: their state, and what was seen of them in the interval before.
 * Its arrays live from step to step, outside the steps' scopes of native memory.
 */
final class Lane implements AutoCloseable {
  private final int[] places;
  private final List<ImageId> ids;
  private NDArray x;
  private Stage.Past past;

  /**
   * @param places of its images in the run; a repeated place is padding
   * @param all images of the run
   * @param x the state at the start; the lane closes it
   */
  Lane(int[] places, List<ImageId> all, NDArray x) {
    this.places = places;
    this.ids = Arrays.stream(places).mapToObj(all::get).toList();
    this.x = x;
  }

  int[] places() {
    return places;
  }

  List<ImageId> ids() {
    return ids;
  }

  NDArray x() {
    return x;
  }

  Optional<Stage.Past> past() {
    return Optional.ofNullable(past);
  }

  /** The state after a step; it outlives the step's scope. */
  void advance(NDArray next) {
    NDScope.unregister(next);
    x.close();
    x = next;
  }

  /** What the next step may look back at; it outlives the step's scope. */
  void remember(Stage.Past seen) {
    NDScope.unregister(seen.denoised());
    forget();
    past = seen;
  }

  private void forget() {
    if (past != null) {
      past.denoised().close();
    }
  }

  @Override
  public void close() {
    x.close();
    forget();
  }
}
