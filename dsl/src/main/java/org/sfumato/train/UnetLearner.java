package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Mapped;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.diffusion.Trained;
import org.sfumato.diffusion.VarianceExploding;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.PerImage;
import org.sfumato.engine.Torch;
import org.sfumato.loss.Loss;
import org.sfumato.network.Plan;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;
import org.sfumato.sampler.Samplers;

/** A denoiser in training: a U-Net's weights, and Adam. */
final class UnetLearner implements Learner<Trained> {
  /** Images and steps of a glance at what is learnt. */
  private static final int STRIP = 8;

  private static final int STRIP_STEPS = 6;

  private final Training<Trained> t;
  private final Unet net;
  private final Material data;
  private final Loss loss;
  private final Trainee trainee;
  private final Noise noise;
  private final Pace pace;
  private final Optional<Captions> captions;

  UnetLearner(Training<Trained> training, Unet net, Loss loss, Material data) {
    this.t = training;
    this.net = net;
    this.data = data;
    this.loss = data.bound(loss);
    this.noise = new Noise(t.get(Settings.SEED));
    this.pace = Pace.of(t);
    var plan = net.plan();
    var function = Op.of((t.get(Settings.MIXED) ? net.halfPlan() : plan).source());
    var first =
        t.base()
            .map(b -> b.weights(plan, net))
            .orElseGet(() -> Weights.initial(plan, t.get(Settings.SEED)));
    this.captions =
        net.reader().map(encoder -> new Captions(t, encoder, ((OfPairs) data).pairs(), t.base()));
    this.trainee = Trainee.of("", plan, function, first, .9, .999);
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
                NDArray mean = mean(batch, trainee.weights());
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

  @Override
  public double look(Batch batch) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Op.asWritten(
          () -> Grad.off(() -> mean(batch, trainee.adam().average()).toFloatArray()[0]));
    }
  }

  private NDArray mean(Batch batch, NDList with) {
    int n = batch.size();
    var x = Torch.manager().create(batch.values(), rows(n, data.shape()));
    boolean alike = Arrays.equals(data.shape(), data.imageShape());
    var like = alike ? x : Torch.manager().zeros(rows(n, data.imageShape()));
    var step = new VisitStep(like, batch, data.size(), noise);
    Loss.Denoiser net =
        captions
            .<Loss.Denoiser>map(c -> new Told(trainee.function(), with, c.of(batch)))
            .orElseGet(() -> new InTraining(trainee.function(), with));
    for (boolean any : batch.flipped()) {
      net = any && !(net instanceof Flipped) ? new Flipped(net, batch.flipped()) : net;
    }
    var each = loss.of(net, x, step);
    return PerImage.checked(each, "loss " + loss.text(), n).mean();
  }

  private static Shape rows(int n, int[] one) {
    return new Shape(n, one[0], one[1], one[2]);
  }

  /** The network with the weights of the moment. */
  private record InTraining(Op function, NDList weights) implements Loss.Denoiser {
    @Override
    public NDArray denoise(NDArray x, NDArray sigma) {
      return NetworkPrior.denoise(function, weights, x, sigma);
    }

    @Override
    public NDArray denoise(NDArray masked, NDArray seen, NDArray sigma) {
      return NetworkPrior.denoise(function, weights, masked, seen, sigma);
    }

    @Override
    public NDArray answer(NDArray input, NDArray c) {
      return function.on(weights, input, c);
    }
  }

  /** The network with the weights of the moment, told what to see. */
  private record Told(Op function, NDList weights, NDArray tokens) implements Loss.Denoiser {
    @Override
    public NDArray denoise(NDArray x, NDArray sigma) {
      return NetworkPrior.denoise((in, c) -> function.on(weights, in, c, tokens), x, sigma);
    }
  }

  @Override
  public Plan plan() {
    return trainee.plan();
  }

  @Override
  public Weights average() {
    return Weights.of(trainee.plan(), trainee.adam().average());
  }

  @Override
  public Trained model(Weights average, Provenance made) {
    return NetworkPrior.of("trained", net, average, noted(made));
  }

  private Provenance noted(Provenance made) {
    return captions.map(c -> c.noted(made)).orElse(made);
  }

  @Override
  public Optional<Images> samples(Provenance made) {
    var told = model(average(), made);
    try {
      boolean mapped = told instanceof Mapped && data instanceof Material.OfImages;
      // One that is told about a source is shown some of what it learns from.
      var sources = mapped ? ((Material.OfImages) data).images() : null;
      int n = mapped || captions.isPresent() ? Math.min(STRIP, data.size()) : STRIP;
      var model = mapped ? ((Mapped) told).given(sources.first(n)) : told;
      var plain = Samplers.sample(model).with(Samplers.heun(STRIP_STEPS));
      var recipe = captions.map(c -> plain.condition(c.first(n))).orElse(plain);
      var path = new VarianceExploding(Math.max(.01, model.sigmaMin()), model.sigmaMax());
      return Optional.of((mapped ? recipe.along(path) : recipe).draw(n));
    } finally {
      told.free();
    }
  }

  @Override
  public void close() {
    trainee.close();
  }
}
