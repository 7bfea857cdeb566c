package org.sfumato.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import org.sfumato.Images;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;

/**
 * A training step as one would write it by hand in DJL: the compiled network, DJL's noise and
 * gradient collector, EDM's loss, clipping, Adam and a moving average array by array, in place. It
 * draws no keyed noise, shuffles nothing, saves nothing and tells nobody.
 */
final class BareTraining implements AutoCloseable {
  private final Images images;
  private final int batch;
  private final NDManager manager;
  private final NDList weights;
  private final NDList first = new NDList();
  private final NDList second = new NDList();
  private final NDList average = new NDList();
  private final Op function;
  private int step;

  BareTraining(Unet net, Images images, int batch) {
    this.images = images;
    this.batch = batch;
    this.manager = Torch.manager().newSubManager();
    var plan = net.plan();
    this.function = Op.of(plan.source());
    this.weights = Weights.initial(plan, 0).upload(plan, manager);
    for (var w : weights) {
      first.add(manager.zeros(w.getShape()));
      second.add(manager.zeros(w.getShape()));
      average.add(w.duplicate());
      w.setRequiresGradient(true);
    }
  }

  /** One step; the loss. */
  float step() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var x0 = batch();
      var sigma = Torch.manager().randomNormal(new Shape(batch, 1, 1, 1)).mul(1.2).sub(1.2).exp();
      var noise = Torch.manager().randomNormal(x0.getShape());
      float value;
      JniUtils.setGradMode(true);
      try (var collector = Engine.getInstance().newGradientCollector()) {
        var loss = loss(x0, sigma, noise);
        value = loss.toFloatArray()[0];
        collector.backward(loss);
      }
      JniUtils.setGradMode(false);
      update();
      return value;
    }
  }

  private NDArray batch() {
    int one = images.channels() * images.height() * images.width();
    var values = new float[batch * one];
    for (int k = 0; k < batch; k++) {
      images.read((step * batch + k) % images.size(), values, k * one);
    }
    return Torch.manager()
        .create(values, new Shape(batch, images.channels(), images.height(), images.width()))
        .mul(2)
        .sub(1);
  }

  /** λ(σ)‖D(x₀ + σn; σ) − x₀‖² in the network's range. */
  private NDArray loss(NDArray x0, NDArray sigma, NDArray noise) {
    var square = sigma.square();
    var all = square.add(.25);
    var x = x0.add(noise.mul(sigma));
    var f = function.on(weights, x.mul(all.pow(-.5)), sigma.log().div(4).reshape(batch));
    var d = x.mul(all.pow(-1).mul(.25)).add(f.mul(sigma.mul(.5).div(all.sqrt())));
    return d.sub(x0).square().mul(all.div(square.mul(.25))).mean();
  }

  private void update() {
    step++;
    NDArray total = null;
    var gradients = new NDList();
    for (var w : weights) {
      var g = w.getGradient();
      gradients.add(g);
      var sum = g.square().sum();
      total = total == null ? sum : total.add(sum);
    }
    double norm = Math.sqrt(total.toFloatArray()[0]);
    double scale = Math.min(1, 1 / norm);
    double rate = 1e-3 / (1 - Math.pow(.9, step));
    double correction = 1 / (1 - Math.pow(.999, step));
    for (int i = 0; i < weights.size(); i++) {
      var g = gradients.get(i);
      g.muli(scale);
      first.get(i).muli(.9).addi(g.mul(.1));
      second.get(i).muli(.999).addi(g.square().muli(.001));
      var size = second.get(i).mul(correction).sqrt().addi(1e-8);
      weights.get(i).subi(first.get(i).div(size).muli(rate));
      average.get(i).muli(.999).addi(weights.get(i).mul(.001));
      // DJL's collector adds to what is there.
      g.muli(0);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
