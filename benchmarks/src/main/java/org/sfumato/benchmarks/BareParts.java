package org.sfumato.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import org.sfumato.Term;
import org.sfumato.engine.Grad;

/**
 * The calls that nobody can spare, and nothing else: the network forward and back, the energy
 * forward and back. No preconditioning, no sampler, no noise, no checks, no copies between host and
 * device.
 */
final class BareParts implements AutoCloseable {
  private final BareNetwork network;
  private final Term term;
  private final double[] sigmas;

  BareParts(Scene scene) {
    network = new BareNetwork(scene.prior(), scene.source());
    term = scene.term();
    sigmas = scene.recipe(true).loop().sigmas();
  }

  /** The network forward, the energy forward and back, the network back. */
  void guidedStep(int i) {
    scoped(
        () -> {
          var x = Grad.leaf(network.images());
          var d = network.of(x);
          Grad.pullBack(d, x, steer(i));
        });
  }

  /** The network forward and back. */
  void network() {
    scoped(
        () -> {
          var x = Grad.leaf(network.images());
          Grad.pullBack(network.of(x), x, network.images());
        });
  }

  /** The network forward, as it is called when nothing steers. */
  void forward() {
    network.forward();
  }

  /** The energy forward and back. */
  void energy(int i) {
    scoped(() -> steer(i));
  }

  private NDArray steer(int i) {
    var clean = Grad.leaf(network.images());
    return Grad.of(term.of(clean, new BareStep(clean, network.images(), sigmas[i], 0, i)), clean);
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
    network.close();
  }
}
