package org.sfumato.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import org.sfumato.Pairs;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Tokens;
import org.sfumato.network.TwoTower;
import org.sfumato.network.Weights;
import org.sfumato.network.WordPiece;

/**
 * A training step of two towers as one would write it by hand in DJL: the compiled network, the
 * three losses of MGCA in DJL's operators, its gradient collector, clipping, AdamW and a moving
 * average array by array, in place. Reports are cut to pieces once. It shuffles nothing, clips no
 * attention to its quantiles, saves nothing and tells nobody.
 */
final class BareAlignment implements AutoCloseable {
  private static final double ITA = .07;
  private static final double CTA = .1;
  private static final double CPA = .2;
  private static final double EPSILON = .05;
  private static final int ROUNDS = 3;

  private final Pairs pairs;
  private final int batch;
  private final NDManager manager;
  private final Op function;
  private final Tokens tokens;
  private final NDList weights;
  private final NDArray prototypes;
  private final NDList first = new NDList();
  private final NDList second = new NDList();
  private final NDList average = new NDList();
  private int step;

  BareAlignment(TwoTower net, Pairs pairs, int batch, int prototypes) {
    this.pairs = pairs;
    this.batch = batch;
    this.manager = Torch.manager().newSubManager();
    var plan = net.plan(false);
    this.function = Op.of(plan.source());
    var vocabulary = WordPiece.train(pairs.reports(), net.report().vocabulary());
    this.tokens = cut(net.tokens(vocabulary, pairs.reports()));
    this.weights = Weights.initial(plan, 0).upload(plan, manager);
    this.prototypes = manager.randomNormal(new Shape(prototypes, net.embedding()));
    weights.add(this.prototypes);
    for (var w : weights) {
      first.add(manager.zeros(w.getShape()));
      second.add(manager.zeros(w.getShape()));
      average.add(w.duplicate());
      w.setRequiresGradient(true);
    }
  }

  /** To the longest report. */
  private static Tokens cut(Tokens all) {
    int longest = 0;
    for (long[] row : all.tokens()) {
      for (int k = 0; k < row.length; k++) {
        longest = row[k] != 0 ? Math.max(longest, k + 1) : longest;
      }
    }
    var tokens = new long[all.size()][];
    var words = new long[all.size()][];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = java.util.Arrays.copyOf(all.tokens()[i], longest);
      words[i] = java.util.Arrays.copyOf(all.words()[i], longest);
    }
    return new Tokens(tokens, words);
  }

  /** One step; the loss. */
  float step() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      JniUtils.setGradMode(false);
      prototypes.divi(prototypes.square().sum(new int[] {1}, true).sqrt());
      var places = new int[batch];
      for (int k = 0; k < batch; k++) {
        places[k] = (step * batch + k) % pairs.size();
      }
      var read = tokens.upload(places);
      var x = pictures(places);
      float value;
      JniUtils.setGradMode(true);
      try (var collector = Engine.getInstance().newGradientCollector()) {
        var out =
            function.all(
                weights.subNDList(0, weights.size() - 1), x, read.get(0), read.get(1));
        var loss = ita(out).add(cta(out)).add(cpa(out));
        value = loss.toFloatArray()[0];
        collector.backward(loss);
      }
      JniUtils.setGradMode(false);
      update();
      return value;
    }
  }

  private NDArray pictures(int[] places) {
    var images = pairs.pictures();
    int one = images.channels() * images.height() * images.width();
    var values = new float[batch * one];
    for (int k = 0; k < batch; k++) {
      images.read(places[k], values, k * one);
    }
    return Torch.manager()
        .create(values, new Shape(batch, images.channels(), images.height(), images.width()));
  }

  private static NDArray unit(NDArray x) {
    int last = x.getShape().dimension() - 1;
    return x.div(x.square().sum(new int[] {last}, true).sqrt());
  }

  private NDArray ita(NDList out) {
    var s = unit(out.get(0)).matMul(unit(out.get(3)).transpose()).div(ITA);
    var eye = Torch.manager().eye(batch);
    return s.logSoftmax(1).add(s.logSoftmax(0)).mul(eye).sum().div(-batch);
  }

  private NDArray cta(NDList out) {
    var r = unit(out.get(4));
    var z = unit(out.get(1));
    var there = out.get(6);
    var o = unit(looked(r, z, null));
    var u = looked(z, r, there);
    var w = out.get(5).stopGradient();
    var p = out.get(2).stopGradient();
    return apart(r, o, w).add(apart(z, u, p));
  }

  private static NDArray looked(NDArray query, NDArray context, NDArray there) {
    var s = query.matMul(context.transpose(0, 2, 1)).div(CTA);
    var masked = there == null ? s : s.add(there.sub(1).mul(1e30).expandDims(1));
    return masked.softmax(2).matMul(context);
  }

  private NDArray apart(NDArray a, NDArray b, NDArray weight) {
    var s = a.matMul(b.transpose(0, 2, 1)).div(CTA);
    var share = weight.div(weight.sum(new int[] {1}, true));
    var eye = Torch.manager().eye((int) s.getShape().get(1)).expandDims(0);
    var own = s.logSoftmax(2).add(s.logSoftmax(1)).mul(eye).sum(new int[] {2});
    return own.mul(share).sum().div(-2 * batch);
  }

  private NDArray cpa(NDList out) {
    var a = unit(out.get(0)).matMul(prototypes.transpose());
    var b = unit(out.get(3)).matMul(prototypes.transpose());
    var ab = assigned(a).mul(b.div(CPA).logSoftmax(1)).sum();
    var ba = assigned(b).mul(a.div(CPA).logSoftmax(1)).sum();
    return ab.add(ba).div(-2 * batch);
  }

  private static NDArray assigned(NDArray scores) {
    var q = scores.stopGradient().div(EPSILON).exp();
    for (int round = 0; round < ROUNDS; round++) {
      q = q.div(q.sum(new int[] {0}, true));
      q = q.div(q.sum(new int[] {1}, true));
    }
    return q;
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
    double rate = 5e-4 / (1 - Math.pow(.9, step));
    double correction = 1 / (1 - Math.pow(.999, step));
    for (int i = 0; i < weights.size(); i++) {
      var g = gradients.get(i);
      var w = weights.get(i);
      g.muli(scale);
      first.get(i).muli(.9).addi(g.mul(.1));
      second.get(i).muli(.999).addi(g.square().muli(.001));
      var size = second.get(i).mul(correction).sqrt().addi(1e-8);
      if (w.getShape().dimension() > 1) {
        w.muli(1 - 5e-4 * .05);
      }
      w.subi(first.get(i).div(size).muli(rate));
      average.get(i).muli(.999).addi(w.mul(.001));
      // DJL's collector adds to what is there.
      g.muli(0);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
