package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Aligned;
import org.sfumato.network.FindingClassifier;
import org.sfumato.network.ImageTower;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/** A classifier of findings in training: binary cross-entropy of what is known. */
final class FindingLearner implements Learner<FindingClassifier> {
  private final Training<FindingClassifier> t;
  private final ImageTower net;
  private final Pairs pairs;
  private final Optional<Aligned> begun;
  private final int[][] labels;
  private final Plan plan;
  private final Trainee trainee;
  private final Pace pace;

  FindingLearner(
      Training<FindingClassifier> training, ImageTower net, Optional<Aligned> begun, Pairs pairs) {
    this.t = training;
    this.net = net;
    this.begun = begun;
    this.pairs = pairs;
    this.labels = pairs.labels();
    this.pace = Pace.of(t);
    int findings = pairs.findings().size();
    this.plan = FindingClassifier.plan(net, findings, false);
    var function = Op.of(FindingClassifier.plan(net, findings, t.get(Settings.MIXED)).source());
    var fresh = Weights.initial(plan, t.get(Settings.SEED));
    var first = begun.map(towers -> fresh.with(towers.weights())).orElse(fresh);
    this.trainee = Trainee.of("", plan, function, first, .9, .999, t.get(Settings.DECAY));
  }

  @Override
  public Map<String, Plan> groups() {
    return trainee.groups();
  }

  @Override
  public Map<String, Weights> state() {
    return trainee.state();
  }

  @Override
  public void restore(long steps, Map<String, Weights> state) {
    trainee.restore(steps, state);
  }

  @Override
  public double step(Batch batch, int step) {
    return Op.asWritten(() -> stepped(batch, step));
  }

  private double stepped(Batch batch, int step) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var value = new double[1];
      var gradients =
          Grad.on(
              () -> {
                var mean = crossEntropy(batch, trainee.weights());
                value[0] = mean.toFloatArray()[0];
                return Grad.ofAll(mean, trainee.weights());
              });
      if (!Double.isFinite(value[0])) {
        throw new IllegalStateException(
            "the loss is " + value[0] + " at step " + step + "; use a smaller rate");
      }
      trainee.adam().step(gradients, pace.rate(step), t.get(Settings.CLIP), pace.decay(step));
      return value[0];
    }
  }

  /** The mean over what is known; of a batch of which nothing is known it is 0. */
  private NDArray crossEntropy(Batch batch, NDList weights) {
    int n = batch.size();
    int side = net.size();
    int findings = pairs.findings().size();
    var sign = new float[n * findings];
    var known = new float[n * findings];
    int count = 0;
    for (int k = 0; k < sign.length; k++) {
      int label = labels[batch.places()[k / findings]][k % findings];
      sign[k] = label == Pairs.PRESENT ? -1 : 1;
      known[k] = label == Pairs.UNKNOWN ? 0 : 1;
      count += (int) known[k];
    }
    var shape = new Shape(n, findings);
    var x = Torch.manager().create(batch.values(), new Shape(n, net.channels(), side, side));
    var logits = trainee.function().all(weights, x).get(0);
    // ln(1 + e^−l) of what is there, ln(1 + e^l) of what is not, with no e to a large power.
    var wrong = logits.mul(Torch.manager().create(sign, shape));
    var each = wrong.maximum(0).add(wrong.abs().neg().exp().add(1).log());
    return each.mul(Torch.manager().create(known, shape)).sum().div(Math.max(1, count));
  }

  @Override
  public double look(Batch batch) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Op.asWritten(
          () -> Grad.off(() -> crossEntropy(batch, trainee.adam().average()).toFloatArray()[0]));
    }
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public Weights average() {
    return Weights.of(plan, trainee.adam().average());
  }

  @Override
  public FindingClassifier model(Weights weights, Provenance made) {
    var counted = made.with("pictures", String.valueOf(pairs.size()));
    var from = begun.map(b -> counted.within("begun with", b.provenance())).orElse(counted);
    return new FindingClassifier("trained", net, pairs.findings(), weights, from);
  }

  /** A classifier draws nothing; there is its curve to look at. */
  @Override
  public Optional<Images> samples(Provenance made) {
    return Optional.empty();
  }

  @Override
  public void close() {
    trainee.close();
  }
}
