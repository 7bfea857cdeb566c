package org.sfumato.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.List;
import org.sfumato.Term;
import org.sfumato.engine.Grad;

/**
 * The calls that nobody can spare, and nothing else: the network forward and back, each energy
 * forward and back. No preconditioning, no sampler, no noise, no checks, no copies between host and
 * device.
 */
final class BareParts implements AutoCloseable {
  private final BareNetwork network;
  private final List<Term> terms;
  private final double[] sigmas;

  BareParts(Scene scene) {
    network = new BareNetwork(scene.prior(), scene.source());
    terms = scene.terms();
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
    NDArray sum = null;
    for (var term : terms) {
      var clean = Grad.leaf(network.images());
      var step = new BareStep(clean, network.images(), sigmas[i], 0, i);
      var g = Grad.of(term.of(clean, step), clean);
      sum = sum == null ? g : sum.add(g);
    }
    return sum;
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
