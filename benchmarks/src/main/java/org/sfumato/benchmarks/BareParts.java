package org.sfumato.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import org.sfumato.Term;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/**
 * The calls that nobody can spare, and nothing else: the network forward and back, the energy
 * forward and back. No preconditioning, no sampler, no noise, no checks, no copies between host and
 * device.
 */
final class BareParts implements AutoCloseable {
  private final Op network;
  private final NDList weights;
  private final Term term;
  private final NDArray images;
  private final NDArray level;
  private final double[] sigmas;

  BareParts(Scene scene) {
    Trained prior = scene.prior();
    var plan = prior.network().plan();
    network = Op.of(plan.source());
    weights = prior.weights().upload(plan, Torch.manager());
    term = scene.term();
    images = Chunks.upload(scene.source(), new int[] {0, 1, 2, 3});
    level = Torch.manager().create(new float[] {.1f}, new Shape(1));
    sigmas = scene.recipe(true).loop().sigmas();
  }

  /** The network forward, the energy forward and back, the network back. */
  void guidedStep(int i) {
    scoped(
        () -> {
          var x = Grad.leaf(images);
          var d = network.on(weights, x, level);
          Grad.pullBack(d, x, steer(i));
        });
  }

  /** The network forward and back. */
  void network() {
    scoped(
        () -> {
          var x = Grad.leaf(images);
          Grad.pullBack(network.on(weights, x, level), x, images);
        });
  }

  /** The network forward, as it is called when nothing steers. */
  void forward() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Grad.off(() -> network.on(weights, images, level));
    }
  }

  /** The energy forward and back. */
  void energy(int i) {
    scoped(() -> steer(i));
  }

  private NDArray steer(int i) {
    var clean = Grad.leaf(images);
    return Grad.of(term.of(clean, new BareStep(clean, images, sigmas[i], 0, i)), clean);
  }

  private static void scoped(Runnable work) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Grad.on(
          () -> {
            work.run();
            return null;
          });
    }
  }

  @Override
  public void close() {
    weights.close();
    images.close();
    level.close();
  }
}
