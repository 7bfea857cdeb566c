package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Mapped;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.diffusion.Trained;
import org.sfumato.diffusion.VarianceExploding;
import org.sfumato.engine.Adam;
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
  private static final String[] PREFIXES = {"", "first.", "second.", "average."};

  private final Training<Trained> t;
  private final Unet net;
  private final Material data;
  private final Loss loss;
  private final Plan plan;
  private final Op function;
  private final Noise noise;
  private final Pace pace;
  private final NDManager manager;
  private final NDList weights;
  private final Adam adam;

  UnetLearner(Training<Trained> training, Unet net, Material data) {
    this.t = training;
    this.net = net;
    this.data = data;
    this.loss = data.bound(t.loss());
    this.plan = net.plan();
    this.function = Op.of((t.get(Settings.MIXED) ? net.halfPlan() : plan).source());
    this.noise = new Noise(t.get(Settings.SEED));
    this.pace = Pace.of(t);
    var first =
        t.base()
            .map(b -> b.weights(plan, net))
            .orElseGet(() -> Weights.initial(plan, t.get(Settings.SEED)));
    this.manager = Torch.manager().newSubManager();
    this.weights = first.upload(plan, manager);
    weights.forEach(w -> w.setRequiresGradient(true));
    this.adam = new Adam(weights, manager);
  }

  @Override
  public Map<String, Plan> groups() {
    var groups = new LinkedHashMap<String, Plan>();
    for (var prefix : PREFIXES) {
      groups.put(prefix, plan);
    }
    return groups;
  }

  @Override
  public Map<String, Weights> state() {
    var state = new LinkedHashMap<String, Weights>();
    var arrays = new NDList[] {weights, adam.first(), adam.second(), adam.average()};
    for (int k = 0; k < PREFIXES.length; k++) {
      state.put(PREFIXES[k], Weights.of(plan, arrays[k]));
    }
    return state;
  }

  @Override
  public void restore(long steps, Map<String, Weights> state) {
    var values = state.get("").values();
    Grad.off(
        () -> {
          for (int i = 0; i < weights.size(); i++) {
            weights.get(i).set(values.get(plan.parameters().get(i).name()));
          }
          return null;
        });
    adam.restore(
        steps, list(state.get("first.")), list(state.get("second.")), list(state.get("average.")));
  }

  private List<float[]> list(Weights group) {
    var values = group.values();
    return plan.parameters().stream().map(p -> values.get(p.name())).toList();
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
                NDArray mean = mean(batch, weights);
                value[0] = mean.toFloatArray()[0];
                return Grad.ofAll(mean, weights);
              });
      if (!Double.isFinite(value[0])) {
        throw new IllegalStateException(
            "the loss is " + value[0] + " at step " + step + "; use a smaller rate");
      }
      adam.step(gradients, pace.rate(step), t.get(Settings.CLIP), pace.decay(step));
      return value[0];
    }
  }

  @Override
  public double look(Batch batch) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Op.asWritten(() -> Grad.off(() -> mean(batch, adam.average()).toFloatArray()[0]));
    }
  }

  private NDArray mean(Batch batch, NDList with) {
    int n = batch.size();
    var x = Torch.manager().create(batch.values(), rows(n, data.shape()));
    boolean alike = Arrays.equals(data.shape(), data.imageShape());
    var like = alike ? x : Torch.manager().zeros(rows(n, data.imageShape()));
    var step = new VisitStep(like, batch, data.size(), noise);
    Loss.Denoiser net = new InTraining(function, with);
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

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public Weights average() {
    return Weights.of(plan, adam.average());
  }

  @Override
  public Trained model(Weights average, Provenance made) {
    return new NetworkPrior("trained", net, average, made).told();
  }

  @Override
  public Optional<Images> samples(Provenance made) {
    var prior = new NetworkPrior("trained", net, average(), made);
    try {
      var told = prior.told();
      boolean mapped = told instanceof Mapped && data instanceof Material.OfImages;
      // One that is told about a source is shown some of what it learns from.
      var sources = mapped ? ((Material.OfImages) data).images() : null;
      int n = mapped ? Math.min(STRIP, sources.size()) : STRIP;
      var model = mapped ? ((Mapped) told).given(sources.first(n)) : told;
      var recipe = Samplers.sample(model).with(Samplers.heun(STRIP_STEPS));
      var path = new VarianceExploding(Math.max(.01, model.sigmaMin()), model.sigmaMax());
      return Optional.of((mapped ? recipe.along(path) : recipe).draw(n));
    } finally {
      prior.free();
    }
  }

  @Override
  public void close() {
    adam.close();
  }
}
