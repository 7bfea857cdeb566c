package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.Measurements;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Dcgan;
import org.sfumato.network.Generator;
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
final class AmbientGanLearner implements DuelLearner {
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

  private final Training<Generator> t;
  private final Dcgan net;
  private final Structured a;
  private final Measurements y;
  private final Structured realised;
  private final Noise noise;
  private final int batch;
  private final int steps;
  private final Trainee generator;
  private final Trainee critic;

  /**
   * @param a what was done to images, to be done to drawn ones
   */
  AmbientGanLearner(Training<Generator> training, Dcgan net, Structured a, Measurements y) {
    this.t = training;
    this.net = net;
    this.a = a;
    this.y = y;
    this.realised = Structured.of(y.operator());
    long seed = t.get(Settings.SEED);
    this.noise = new Noise(seed);
    this.batch = t.get(Settings.BATCH);
    this.steps = t.steps();
    boolean half = t.get(Settings.MIXED);
    var s = y.shape();
    var shape = new int[] {s[1], s[2], s[3]};
    var g = net.generator(false);
    var c = net.critic(shape, false);
    var draws = Op.of(net.generator(half).source());
    var judges = Op.of(net.critic(shape, half).source());
    generator = Trainee.of("generator.", g, draws, Weights.initial(g, seed), B1, B2);
    critic = Trainee.of("critic.", c, judges, Weights.initial(c, seed), B1, B2);
  }

  @Override
  public void restore(long steps, Map<String, Weights> state) {
    critic.restore(steps, state);
    generator.restore(steps / CRITIC_STEPS, state);
  }

  /** A straight line to 0. */
  private double rate(int step) {
    return t.get(Settings.RATE) * (1 - (double) step / steps);
  }

  /** The half-life grows with the images drawn, so that the average forgets its start. */
  private double decay(int step) {
    double drawn = (double) (step + 1) / CRITIC_STEPS * batch;
    return Math.pow(.5, batch / Math.min(t.get(Settings.EMA), .05 * drawn + 1e-9));
  }

  /**
   * One step of the critic, and at every fifth one of the generator.
   *
   * @return how far apart the critic holds measurements and measurements of drawn images: its
   *     estimate of the Wasserstein distance, before the step
   */
  @Override
  public double step(Batch measured, int step) {
    return Op.asWritten(
        () -> {
          double apart = criticised(measured, step);
          if ((step + 1) % CRITIC_STEPS == 0) {
            improved(step);
          }
          return apart;
        });
  }

  private double criticised(Batch measured, int step) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var real = Grad.off(() -> real(measured));
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
                    critic.weights());
              });
      if (!Double.isFinite(apart[0])) {
        throw new IllegalStateException(
            "the critic's value is " + apart[0] + " at step " + step + "; use a smaller rate");
      }
      critic.adam().step(gradients, rate(step), Double.POSITIVE_INFINITY, 0);
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
                  Grad.ofAll(
                      critic.of(fake("generator", step)).mean().mul(-1), generator.weights()));
      generator.adam().step(gradients, rate(step), Double.POSITIVE_INFINITY, decay(step));
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
  private NDArray real(Batch rows) {
    var shape = y.shape();
    var image = y.imageShape();
    int n = rows.size();
    var measured =
        Torch.manager().create(rows.values(), new Shape(n, shape[1], shape[2], shape[3]));
    if (!a.linear()) {
      return measured.mul(2).sub(1);
    }
    int[] places = rows.places();
    var ids = IntStream.of(places).mapToObj(y.ids()::get).toList();
    var ones = Torch.manager().ones(new Shape(n, image[0], image[1], image[2]));
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

  @Override
  public Trainee generator() {
    return generator;
  }

  @Override
  public Trainee critic() {
    return critic;
  }

  @Override
  public Dcgan network() {
    return net;
  }
}
