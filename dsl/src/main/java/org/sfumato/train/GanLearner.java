package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.Adam;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Dcgan;
import org.sfumato.network.Generator;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;

/**
 * AmbientGAN (Bora, Price and Dimakis 2018) with Wasserstein critic and gradient penalty (Gulrajani
 * et al. 2017, algorithm 1): the critic compares measurements with measurements of drawn images,
 *
 * <p>min_G max_D E D(y) − E D(f_Θ(G(z))) − λ E (‖∇D(ŷ)‖ − 1)², ŷ between y and f_Θ(G(z)),
 *
 * <p>with Θ drawn anew for every drawn image. Both sides are measured in the network's range, A(2x
 * − 1), so that what is hidden is 0 between black and white. Nothing is divided by 1 − p on either
 * side: the official code's drop_independent does so on both, which only changes the unit in which
 * the critic's slope is 1.
 *
 * <p>A step is one of the critic; every fifth is one of the generator too.
 */
final class GanLearner implements AutoCloseable {
  /** λ, the weight of the gradient penalty. */
  static final double PENALTY = 10;

  /** Steps of the critic to one of the generator. */
  static final int CRITIC_STEPS = 5;

  /**
   * Adam's, as Gulrajani et al. use them. With β₂ = 0.9999, as in AmbientGAN's code for digits, the
   * second moment would be the mean over more steps than a small run has, while the critic's
   * gradients shrink.
   */
  private static final double B1 = .5;

  private static final double B2 = .9;

  private final Dcgan net;
  private final Structured a;
  private final Measurements y;
  private final Structured realised;
  private final Noise noise;
  private final int batch;
  private final Schedule schedule;
  private final Side generator;
  private final Side critic;

  /**
   * How fast to learn.
   *
   * @param rate of a step, from 0
   * @param decay of the generator's average after a step
   */
  record Schedule(
      java.util.function.IntToDoubleFunction rate, java.util.function.IntToDoubleFunction decay) {}

  /** One of the two networks, with its optimiser. */
  private record Side(Plan plan, Op function, NDList weights, Adam adam) {
    static Side of(Plan plan, Op function, Weights initial) {
      NDManager manager = Torch.manager().newSubManager();
      var weights = initial.upload(plan, manager);
      weights.forEach(w -> w.setRequiresGradient(true));
      return new Side(plan, function, weights, new Adam(weights, manager, B1, B2));
    }

    NDArray of(NDArray x) {
      return function.on(weights, x);
    }

    Weights copy(NDList arrays) {
      var values = new LinkedHashMap<String, float[]>();
      var shapes = new LinkedHashMap<String, long[]>();
      for (int i = 0; i < arrays.size(); i++) {
        var p = plan.parameters().get(i);
        values.put(p.name(), arrays.get(i).toFloatArray());
        shapes.put(p.name(), p.shape());
      }
      return new Weights(values, shapes);
    }

    Map<String, NDList> groups(String name) {
      var all = new LinkedHashMap<String, NDList>();
      all.put(name, weights);
      all.put(name + "first.", adam.first());
      all.put(name + "second.", adam.second());
      all.put(name + "average.", adam.average());
      return all;
    }

    void restore(String name, long steps, Map<String, Weights> state) {
      Grad.off(
          () -> {
            var stored = values(state.get(name));
            for (int i = 0; i < weights.size(); i++) {
              weights.get(i).set(stored.get(i));
            }
            return null;
          });
      adam.restore(
          steps,
          values(state.get(name + "first.")),
          values(state.get(name + "second.")),
          values(state.get(name + "average.")));
    }

    private List<float[]> values(Weights group) {
      var byName = group.values();
      return plan.parameters().stream().map(p -> byName.get(p.name())).toList();
    }
  }

  GanLearner(
      Dcgan net,
      Structured a,
      Measurements y,
      int batch,
      long seed,
      boolean half,
      Schedule schedule) {
    this.net = net;
    this.a = a;
    this.y = y;
    this.realised = Structured.of(y.operator());
    this.noise = new Noise(seed);
    this.batch = batch;
    this.schedule = schedule;
    var s = y.shape();
    var shape = new int[] {s[1], s[2], s[3]};
    Torch.start();
    var g = net.generator(false);
    var c = net.critic(shape, false);
    generator = Side.of(g, Op.of(net.generator(half).source()), Weights.initial(g, seed));
    critic = Side.of(c, Op.of(net.critic(shape, half).source()), Weights.initial(c, seed));
  }

  /** What a whole state consists of: a plan for each prefix of names in its file. */
  Map<String, Plan> groups() {
    var all = new LinkedHashMap<String, Plan>();
    generator.groups("generator.").keySet().forEach(k -> all.put(k, generator.plan));
    critic.groups("critic.").keySet().forEach(k -> all.put(k, critic.plan));
    return all;
  }

  /** The state of now, by the same prefixes. */
  Map<String, Weights> state() {
    var all = new LinkedHashMap<String, Weights>();
    generator.groups("generator.").forEach((k, arrays) -> all.put(k, generator.copy(arrays)));
    critic.groups("critic.").forEach((k, arrays) -> all.put(k, critic.copy(arrays)));
    return all;
  }

  /** Goes on from an earlier state, after so many steps. */
  void restore(long steps, Map<String, Weights> state) {
    critic.restore("critic.", steps, state);
    generator.restore("generator.", steps / CRITIC_STEPS, state);
  }

  /**
   * One step of the critic, and at every fifth one of the generator.
   *
   * @param places of the measurements to learn from
   * @return how far apart the critic holds measurements and measurements of drawn images: its
   *     estimate of the Wasserstein distance, before the step
   */
  double step(int[] places, int step) {
    double apart = criticised(places, step);
    if ((step + 1) % CRITIC_STEPS == 0) {
      improved(step);
    }
    return apart;
  }

  private double criticised(int[] places, int step) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var real = Grad.off(() -> real(places));
      var fake = Grad.off(() -> fake("critic", step));
      var share = share(step);
      var apart = new double[1];
      var gradients =
          Grad.on(
              () -> {
                var values = critic.of(real.concat(fake, 0));
                var distance = values.get("0:" + batch).mean().sub(values.get(batch + ":").mean());
                apart[0] = distance.toFloatArray()[0];
                var between = Grad.leaf(fake.add(real.sub(fake).mul(share)));
                return Grad.ofAll(
                    penalty(critic.of(between), between).mul(PENALTY).sub(distance),
                    critic.weights);
              });
      if (!Double.isFinite(apart[0])) {
        throw new IllegalStateException(
            "the critic's value is " + apart[0] + " at step " + step + "; use a smaller rate");
      }
      critic.adam.step(gradients, schedule.rate.applyAsDouble(step), Double.POSITIVE_INFINITY, 0);
      return apart[0];
    }
  }

  /**
   * How far the critic's slope is from 1: mean (‖∇_x value‖ − 1)², one norm for each image, on the
   * tape.
   *
   * @param values {@code [n]}, computed from {@code x} on the tape
   */
  static NDArray penalty(NDArray values, NDArray x) {
    var slope = Grad.onTape(values, x).reshape(x.getShape().get(0), -1);
    // A norm of 0 has no gradient of its own.
    var norm = slope.square().sum(new int[] {1}).add(1e-12).sqrt();
    return norm.sub(1).square().mean();
  }

  private void improved(int step) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var gradients =
          Grad.on(
              () ->
                  Grad.ofAll(critic.of(fake("generator", step)).mean().mul(-1), generator.weights));
      generator.adam.step(
          gradients,
          schedule.rate.applyAsDouble(step),
          Double.POSITIVE_INFINITY,
          schedule.decay.applyAsDouble(step));
    }
  }

  /** Measurements of drawn images, with corruptions of their own: fresh Θ at each step. */
  private NDArray fake(String origin, int step) {
    var places = IntStream.range(0, batch).toArray();
    var x = generator.of(Generator.latent(noise, net.latent(), origin, places, step));
    var ids = new ArrayList<ImageId>(batch);
    for (int k : places) {
      ids.add(new ImageId("drawn for the " + origin, k));
    }
    var s = new ChunkStep(x, ids, places, batch, noise, 0, 0, step);
    return a.linear() ? a.of(x.mul(2).sub(1), s) : a.of(x, s).mul(2).sub(1);
  }

  /** A(2x − 1) = 2y − A1 of what was measured, with the corruptions that it met. */
  private NDArray real(int[] places) {
    var shape = y.shape();
    var image = y.imageShape();
    int one = shape[1] * shape[2] * shape[3];
    var values = new float[places.length * one];
    var ids = new ArrayList<ImageId>(places.length);
    for (int k = 0; k < places.length; k++) {
      y.read(places[k], values, k * one);
      ids.add(y.ids().get(places[k]));
    }
    var measured =
        Torch.manager().create(values, new Shape(places.length, shape[1], shape[2], shape[3]));
    if (!a.linear()) {
      return measured.mul(2).sub(1);
    }
    var ones = Torch.manager().ones(new Shape(places.length, image[0], image[1], image[2]));
    var s = new ChunkStep(ones, ids, places, y.size(), noise, 0, 0, 0);
    return measured.mul(2).sub(realised.of(ones, s));
  }

  /** How much of y there is in each ŷ, {@code [batch, 1, 1, 1]}. */
  private NDArray share(int step) {
    var u = new float[batch];
    for (int k = 0; k < batch; k++) {
      u[k] = (float) noise.uniform("between", new ImageId("drawn for the critic", k), step);
    }
    return Torch.manager().create(u, new Shape(batch, 1, 1, 1));
  }

  /** The generator with the moving average of its weights. */
  Generator model(String name, Provenance made) {
    return new Generator(name, net, generator.copy(generator.adam.average()), made);
  }

  @Override
  public void close() {
    generator.adam.close();
    critic.adam.close();
  }
}
