package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.DomainClassifier;
import org.sfumato.network.Plan;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;

/**
 * A domain classifier in training: in each step as many images of the source as of the target, each
 * with the noise of one of DDPM's levels, all equally likely (the official code of guided
 * diffusion, Dhariwal and Nichol 2021).
 */
final class DomainLearner implements Learner<DomainClassifier> {
  private static final Ddpm LEVELS = new Ddpm(0, Ddpm.LEVELS - 1);

  private final Training<DomainClassifier> t;
  private final Unet net;
  private final int[] sizes;
  private final Batches targets;
  private final Trainee trainee;
  private final Noise noise;
  private final Pace pace;

  DomainLearner(Training<DomainClassifier> training, Unet net, Images source, Images target) {
    this.t = training;
    this.net = net;
    this.sizes = new int[] {source.size(), target.size()};
    this.pace = Pace.of(t);
    long seed = t.get(Settings.SEED);
    this.noise = new Noise(seed);
    this.targets =
        new Batches(
            new Material.OfImages(target),
            IntStream.range(0, target.size()).toArray(),
            t.get(Settings.BATCH),
            seed,
            t.get(Settings.AUGMENTED),
            "batch of targets");
    var plan = net.classifierPlan(false);
    var function = Op.of(net.classifierPlan(t.get(Settings.MIXED)).source());
    this.trainee = Trainee.of("", plan, function, Weights.initial(plan, seed), .9, .999);
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
  public double step(Batch sources, int step) {
    return Op.asWritten(() -> stepped(sources, targets.at(step), step));
  }

  private double stepped(Batch sources, Batch seen, int step) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var value = new double[1];
      var gradients =
          Grad.on(
              () -> {
                NDArray mean = crossEntropy(sources, seen);
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

  /** −ln p of what each image is, the mean of all. */
  private NDArray crossEntropy(Batch sources, Batch seen) {
    var a = noisy(sources, sizes[0], "source");
    var b = noisy(seen, sizes[1], "target");
    var x = a.state().concat(b.state(), 0);
    var sigma = a.sigma().concat(b.sigma(), 0);
    var logits = DomainClassifier.answer(trainee.function(), trainee.weights(), x, sigma).get(1);
    // ln(1 + e^l) for a source, ln(1 + e^−l) for a target, with no e to a large power.
    int n = sources.size();
    var wrong = logits.get(":" + n).concat(logits.get(n + ":").neg(), 0);
    return wrong.maximum(0).add(wrong.abs().neg().exp().add(1).log()).mean();
  }

  /** Images of one kind and their noise levels. */
  private record Noisy(NDArray state, NDArray sigma) {}

  private Noisy noisy(Batch batch, int all, String kind) {
    int n = batch.size();
    int[] one = net.imageShape();
    var x = Torch.manager().create(batch.values(), new Shape(n, one[0], one[1], one[2]));
    var step = new VisitStep(x, batch, all, noise);
    // The first number of each image's own stream decides its noise level.
    float[] share =
        step.uniform("noise level of " + kind).reshape(n, -1).get(":, 0").toFloatArray();
    var sigma = new float[n];
    for (int k = 0; k < n; k++) {
      sigma[k] = (float) LEVELS.sigma(share[k]);
    }
    var levels = Torch.manager().create(sigma, new Shape(n));
    var added = step.normal("noise of " + kind).mul(levels.reshape(new Shape(n, 1, 1, 1)));
    return new Noisy(x.add(added), levels);
  }

  @Override
  public Weights average() {
    return Weights.of(trainee.plan(), trainee.adam().average());
  }

  @Override
  public DomainClassifier model(Weights weights, Provenance made) {
    return new DomainClassifier("trained", net, weights, made);
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
