package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sfumato.ImageId;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Generator;
import org.sfumato.network.Plan;
import org.sfumato.network.StyleGan;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;

/**
 * StyleGAN2's game (Karras et al. 2020, with the settings of their code's "auto"): the generator
 * minimises softplus(−D(G(z))), the critic softplus(D(G(z))) + softplus(−D(x)). Two penalties of
 * second order are laid on only now and then and weigh more for it: R1 on the critic's slope at
 * real images, and on the generator one on how unequally a step in w changes the picture. A step is
 * one of each network.
 */
final class StyleGanLearner implements DuelLearner {
  /** γ of R1 is this times pixels over batch. */
  static final double R1 = 2e-4;

  /** Steps from one R1 to the next. */
  static final int R1_EVERY = 16;

  /** The weight of the path-length penalty. */
  static final double PATH = 2;

  /** Steps from one path-length penalty to the next. */
  static final int PATH_EVERY = 4;

  /** How much a batch moves the mean path length. */
  static final double PATH_DECAY = .01;

  /** Share of drawn images with two styles. */
  private static final double MIXED = .9;

  private static final double B2 = .99;
  private static final Op SOFTPLUS =
      Op.of("def softplus(self, x: Tensor) -> Tensor:\n  return torch.softplus(x, 1, 20)\n");
  private static final Plan MEAN =
      new Plan(List.of(new Plan.Parameter("mean", new long[] {1}, 0)), "");

  private final Training<Generator> t;
  private final StyleGan net;
  private final Noise noise;
  private final Pace pace;
  private final int batch;
  private final Op mapping;
  private final Op synthesis;
  private final Trainee generator;
  private final Trainee critic;

  /** a, the moving mean of the path lengths. */
  private double path;

  StyleGanLearner(Training<Generator> training, StyleGan net) {
    this.t = training;
    this.net = net;
    long seed = t.get(Settings.SEED);
    this.noise = new Noise(seed);
    this.pace = Pace.of(t);
    this.batch = t.get(Settings.BATCH);
    this.mapping = Op.of(net.mapping().source());
    this.synthesis = Op.of(net.synthesis().source());
    var g = net.drawing();
    var c = net.critic(batch);
    generator =
        Trainee.of(
            "generator.", g, Op.of(g.source()), Weights.initial(g, seed), 0, lazy(B2, PATH_EVERY));
    critic =
        Trainee.of(
            "critic.", c, Op.of(c.source()), Weights.initial(c, seed), 0, lazy(B2, R1_EVERY));
  }

  /** What is laid on now and then takes steps of its own: n + 1 where n are counted. */
  private static double share(int every) {
    return every / (every + 1.0);
  }

  private static double lazy(double beta, int every) {
    return Math.pow(beta, share(every));
  }

  @Override
  public Map<String, Plan> groups() {
    var all = new LinkedHashMap<>(DuelLearner.super.groups());
    all.put("path.", MEAN);
    return all;
  }

  @Override
  public Map<String, Weights> state() {
    var all = new LinkedHashMap<>(DuelLearner.super.state());
    all.put(
        "path.",
        new Weights(Map.of("mean", new float[] {(float) path}), Map.of("mean", new long[] {1})));
    return all;
  }

  @Override
  public void restore(long steps, Map<String, Weights> state) {
    generator.restore(steps + (steps + PATH_EVERY - 1) / PATH_EVERY, state);
    critic.restore(steps + (steps + R1_EVERY - 1) / R1_EVERY, state);
    path = state.get("path.").values().get("mean")[0];
  }

  /**
   * One step of each.
   *
   * @return how much higher the critic values real images than drawn ones, before its step
   */
  @Override
  public double step(Batch rows, int step) {
    return Op.asWritten(
        () -> {
          boolean paths = step % PATH_EVERY == 0;
          move(generator, PATH_EVERY, paths ? 1 : pace.decay(step), () -> drawnLoss(step));
          if (paths) {
            move(generator, PATH_EVERY, pace.decay(step), () -> pathLoss(step));
          }
          var apart = new double[1];
          move(critic, R1_EVERY, 0, () -> judgedLoss(rows, step, apart));
          if (step % R1_EVERY == 0) {
            move(critic, R1_EVERY, 0, () -> slopeLoss(rows));
          }
          if (!Double.isFinite(apart[0])) {
            throw new IllegalStateException(
                "the critic's value is " + apart[0] + " at step " + step + "; use a smaller rate");
          }
          return apart[0];
        });
  }

  /**
   * One step of a network's optimiser.
   *
   * @param every from one of its penalties to the next, for which steps are shorter
   * @param decay of the average of its weights, 1 to leave it as it is
   */
  private void move(Trainee who, int every, double decay, Supplier<NDArray> loss) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var gradients = Grad.on(() -> Grad.ofAll(loss.get(), who.weights()));
      double rate = t.get(Settings.RATE) * share(every);
      who.adam().step(gradients, rate, Double.POSITIVE_INFINITY, decay);
    }
  }

  private NDArray drawnLoss(int step) {
    return softplus(critic.of(drawn("generator", batch, step)).neg()).mean();
  }

  private NDArray judgedLoss(Batch rows, int step, double[] apart) {
    var fake = critic.of(Grad.off(() -> drawn("critic", batch, step)));
    var real = critic.of(real(rows));
    apart[0] = real.mean().sub(fake.mean()).toFloatArray()[0];
    return softplus(fake).mean().add(softplus(real.neg()).mean());
  }

  private NDArray slopeLoss(Batch rows) {
    var x = Grad.leaf(real(rows));
    double gamma = R1 * net.size() * net.size() / batch;
    return slope(critic.of(x), x).mul(gamma / 2 * R1_EVERY);
  }

  /** R1 without its weight: the mean over images of ‖∇D(x)‖² (Mescheder et al. 2018). */
  static NDArray slope(NDArray values, NDArray x) {
    return Grad.onTape(values, x).square().sum().div(x.getShape().get(0));
  }

  private NDArray pathLoss(int step) {
    int n = Math.max(1, batch / 2);
    var ws = styles("path", n, step);
    var x = of(ws, maps("path", n, step));
    var lengths = lengths(x, ws, normal("path", "direction", n, step, x.getShape()));
    // A double would make the scalar one of double precision.
    var mean = lengths.mean().mul((float) PATH_DECAY).add((float) (path * (1 - PATH_DECAY)));
    path = mean.toFloatArray()[0];
    return lengths.sub(mean).square().mean().mul(PATH * PATH_EVERY);
  }

  /**
   * How far pictures move when w does, on the tape: ‖Jᵀy‖ for a random picture y of unit expected
   * length (equation 4), the root of the mean over the places that take a w.
   *
   * @param ws {@code [n, places, style]}, of which x was computed
   * @param y {@code [n, C, H, W]}, standard normal
   * @return {@code [n]}
   */
  static NDArray lengths(NDArray x, NDArray ws, NDArray y) {
    double pixels = x.getShape().get(2) * x.getShape().get(3);
    var moved = Grad.onTape(x.mul(y).sum().div(Math.sqrt(pixels)), ws);
    // A length of 0 has no gradient of its own.
    return moved.square().sum(new int[] {2}).mean(new int[] {1}).add(1e-12f).sqrt();
  }

  private static NDArray softplus(NDArray x) {
    return SOFTPLUS.on(x);
  }

  private NDArray real(Batch rows) {
    var shape = new Shape(rows.size(), net.channels(), net.size(), net.size());
    return Torch.manager().create(rows.values(), shape).mul(2).sub(1);
  }

  private NDArray drawn(String origin, int n, int step) {
    return of(styles(origin, n, step), maps(origin, n, step));
  }

  private NDArray of(NDArray ws, NDArray maps) {
    return synthesis.on(generator.weights(), ws, maps);
  }

  /** w at each place; with two styles, the second from a random place on. */
  private NDArray styles(String origin, int n, int step) {
    var one = mapping.on(generator.weights(), latent(origin, "style", n, step));
    var two = mapping.on(generator.weights(), latent(origin, "second style", n, step));
    int places = net.places();
    var first = new float[n * places];
    for (int k = 0; k < n; k++) {
      var id = new ImageId(origin, k);
      double u = noise.uniform("mixing", id, step) / MIXED;
      int cut = u < 1 ? 1 + (int) (u * (places - 1)) : places;
      for (int p = 0; p < cut; p++) {
        first[k * places + p] = 1;
      }
    }
    var share = Torch.manager().create(first, new Shape(n, places, 1));
    var base = two.expandDims(1);
    return one.expandDims(1).sub(base).mul(share).add(base);
  }

  private NDArray latent(String origin, String stream, int n, int step) {
    return normal(origin, stream, n, step, new Shape(n, net.style()));
  }

  private NDArray maps(String origin, int n, int step) {
    return normal(origin, "noise", n, step, new Shape(n, net.noise()));
  }

  /** Standard normal numbers, a row for each drawn image. */
  private NDArray normal(String origin, String stream, int n, int step, Shape shape) {
    int one = Math.toIntExact(shape.size() / n);
    var z = new float[n * one];
    for (int k = 0; k < n; k++) {
      noise.normal(stream, new ImageId(origin, k), step, z, k * one, one);
    }
    return Torch.manager().create(z, shape);
  }

  @Override
  public Trainee generator() {
    return generator;
  }

  @Override
  public Trainee critic() {
    return critic;
  }

  @Override
  public StyleGan network() {
    return net;
  }
}
