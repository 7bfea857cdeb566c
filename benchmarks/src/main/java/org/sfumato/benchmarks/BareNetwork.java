package org.sfumato.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import org.sfumato.Images;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/** A prior's network on one chunk of images, without anything that makes it a denoiser. */
final class BareNetwork implements AutoCloseable {
  private final Op network;
  private final NDList weights;
  private final NDArray images;
  private final NDArray level;

  /**
   * @param source at least as many images as a chunk has
   */
  BareNetwork(Trained prior, Images source) {
    var plan = prior.network().plan();
    network = Op.of(plan.source());
    weights = prior.weights().upload(plan, Torch.manager());
    images = Chunks.upload(source, Chunks.of(source.size()).get(0));
    level = Torch.manager().create(new float[] {.1f}, new Shape(1));
  }

  NDArray images() {
    return images;
  }

  /** Its output, on the gradient tape if there is one. */
  NDArray of(NDArray x) {
    return network.on(weights, x, level);
  }

  /** Forward, as it is called when nothing steers. */
  void forward() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Grad.off(() -> of(images));
    }
  }

  @Override
  public void close() {
    weights.close();
    images.close();
    level.close();
  }
}
