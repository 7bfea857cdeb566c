package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.corruption.Corruptions;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Plan;
import org.sfumato.network.ResnetGenerator;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;
import org.sfumato.restore.Translator;

/**
 * CycleGAN in training: a translator each way, and a critic of each kind of image. In a step the
 * translators move first, against critics that stand still; then each critic, shown images from a
 * {@linkplain ImagePool pool} (the order of the official code).
 */
final class CycleGanLearner implements Learner<Translator> {
  private static final double B1 = .5;
  private static final double B2 = .999;

  /** Images of a glance at what is learnt. */
  private static final int STRIP = 8;

  private static final String SOURCES = "pool.source.";
  private static final String TARGETS = "pool.target.";

  private final Training<Translator> t;
  private final ResnetGenerator net;
  private final Images source;
  private final Images target;
  private final int batch;
  private final int steps;
  private final Batches targets;
  private final Trainee there;
  private final Trainee back;
  private final Trainee ofSource;
  private final Trainee ofTarget;
  private final ImagePool sources;
  private final ImagePool made;

  CycleGanLearner(
      Training<Translator> training, CycleGanSubject.Nets nets, Images source, Images target) {
    this.t = training;
    this.net = nets.translator();
    this.source = source;
    this.target = target;
    this.batch = t.get(Settings.BATCH);
    this.steps = t.steps();
    long seed = t.get(Settings.SEED);
    var all = IntStream.range(0, target.size()).toArray();
    this.targets =
        new Batches(
            new Material.OfImages(target),
            all,
            batch,
            seed,
            t.get(Settings.AUGMENTED),
            "batch of targets");
    boolean half = t.get(Settings.MIXED);
    var plan = net.plan(false);
    var translates = Op.of(net.plan(half).source());
    there = trainee(Translator.THERE, plan, translates, seed);
    back = trainee(Translator.BACK, plan, translates, seed);
    var criticPlan = nets.critic().plan(false);
    var judges = Op.of(nets.critic().plan(half).source());
    ofSource = trainee("critic.source.", criticPlan, judges, seed);
    ofTarget = trainee("critic.target.", criticPlan, judges, seed);
    var noise = new Noise(seed);
    sources = new ImagePool("pool of sources", net.imageShape(), noise);
    made = new ImagePool("pool of targets", net.imageShape(), noise);
  }

  /** Networks of one plan begin with weights of their own. */
  private static Trainee trainee(String name, Plan plan, Op function, long seed) {
    var first = Weights.initial(plan, seed, name);
    return Trainee.of(name, plan, function, first, B1, B2);
  }

  private List<Trainee> all() {
    return List.of(there, back, ofSource, ofTarget);
  }

  @Override
  public Map<String, Plan> groups() {
    var groups = new LinkedHashMap<String, Plan>();
    all().forEach(one -> groups.putAll(one.groups()));
    groups.put(SOURCES, sources.plan());
    groups.put(TARGETS, made.plan());
    return groups;
  }

  @Override
  public Map<String, Weights> state() {
    var state = new LinkedHashMap<String, Weights>();
    all().forEach(one -> state.putAll(one.state()));
    state.put(SOURCES, sources.state());
    state.put(TARGETS, made.state());
    return state;
  }

  @Override
  public void restore(long done, Map<String, Weights> state) {
    all().forEach(one -> one.restore(done, state));
    sources.restore(done * batch, state.get(SOURCES));
    made.restore(done * batch, state.get(TARGETS));
  }

  /** As it was for the first half of the steps, then in a straight line to 0. */
  private double rate(int step) {
    return t.get(Settings.RATE) * Math.min(1, 2 * (1 - (double) step / steps));
  }

  /**
   * A step of all four networks.
   *
   * @return the mean of the two cycle errors before the step, in [0, 1] units
   */
  @Override
  public double step(Batch rows, int step) {
    return Op.asWritten(() -> stepped(rows, targets.at(step), step));
  }

  private double stepped(Batch sourceRows, Batch targetRows, int step) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var a = uploaded(sourceRows.values());
      var b = uploaded(targetRows.values());
      var cycle = new double[1];
      var fakes = new float[2][];
      var both = new NDList(there.weights());
      both.addAll(back.weights());
      var gradients =
          Grad.on(
              () -> {
                var round = CycleGame.round(there::of, back::of, ofSource::of, ofTarget::of, a, b);
                cycle[0] = round.cycle().toFloatArray()[0] / 2;
                fakes[0] = round.source().toFloatArray();
                fakes[1] = round.target().toFloatArray();
                return Grad.ofAll(round.total(), both);
              });
      if (!Double.isFinite(cycle[0])) {
        throw new IllegalStateException(
            "the cycle error is " + cycle[0] + " at step " + step + "; use a smaller rate");
      }
      int n = there.weights().size();
      moved(there, gradients.subNDList(0, n), step);
      moved(back, gradients.subNDList(n), step);
      judged(ofSource, a, inRange(sources.shown(fakes[0], step)), step);
      judged(ofTarget, b, inRange(made.shown(fakes[1], step)), step);
      return cycle[0];
    }
  }

  private void judged(Trainee critic, NDArray real, NDArray fake, int step) {
    var gradients =
        Grad.on(
            () -> {
              var values = critic.of(real.concat(fake, 0));
              var loss = CycleGame.critic(values.get(":" + batch), values.get(batch + ":"));
              return Grad.ofAll(loss, critic.weights());
            });
    moved(critic, gradients, step);
  }

  private void moved(Trainee one, NDList gradients, int step) {
    one.adam().step(gradients, rate(step), Double.POSITIVE_INFINITY, 0);
  }

  /** Images in [0, 1] as the networks know them. */
  private NDArray uploaded(float[] values) {
    return inRange(values).mul(2).sub(1);
  }

  private NDArray inRange(float[] values) {
    int[] s = net.imageShape();
    return Torch.manager().create(values, new Shape(batch, s[0], s[1], s[2]));
  }

  /** The weights of both translators, as they are: there is no average. */
  @Override
  public Weights average() {
    var both = new LinkedHashMap<String, Weights>();
    for (var one : List.of(there, back)) {
      both.put(one.name(), Weights.of(one.plan(), one.weights()));
    }
    return Weights.joined(both);
  }

  @Override
  public Translator model(Weights weights, Provenance made) {
    return Translator.of("trained", net, weights, made);
  }

  /** Sources, and below them what becomes of them. */
  @Override
  public Optional<Images> samples(Provenance made) {
    var some = source.first(Math.min(STRIP, source.size()));
    var model = model(average(), made);
    try {
      return Optional.of(some.and(model.restore(Corruptions.observed(some))));
    } finally {
      model.free();
    }
  }

  @Override
  public void close() {
    all().forEach(Trainee::close);
  }
}
