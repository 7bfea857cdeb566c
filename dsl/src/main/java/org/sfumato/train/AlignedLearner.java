package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.loss.Alignment;
import org.sfumato.loss.Embedded;
import org.sfumato.network.Aligned;
import org.sfumato.network.Plan;
import org.sfumato.network.Tokens;
import org.sfumato.network.TwoTower;
import org.sfumato.network.Weights;
import org.sfumato.network.WordPiece;
import org.sfumato.random.Noise;

/** Two towers in training, with what their loss brings along. */
final class AlignedLearner implements Learner<Aligned> {
  private static final String OWN = "loss.";

  private final Training<Aligned> t;
  private final TwoTower net;
  private final Alignment loss;
  private final Pairs pairs;
  private final Plan towers;
  private final WordPiece vocabulary;
  private final Tokens tokens;
  private final int[][] labels;
  private final Trainee trainee;
  private final Noise noise;
  private final Pace pace;
  private final Map<String, Double> terms = new LinkedHashMap<>();

  AlignedLearner(Training<Aligned> training, TwoTower net, Alignment loss, Pairs pairs) {
    this.t = training;
    this.net = net;
    this.loss = loss;
    this.pairs = pairs;
    check(t.get(Settings.BATCH));
    long seed = t.get(Settings.SEED);
    this.noise = new Noise(seed);
    this.pace = Pace.of(t);
    this.vocabulary = WordPiece.train(pairs.reports(), net.report().vocabulary());
    this.tokens = net.tokens(vocabulary, pairs.reports());
    this.labels = pairs.labels();
    if (!Torch.device().isGpu()) {
      // A device says by itself that its memory is full; the system ends the whole process.
      new Footprint(net, loss, t.get(Settings.BATCH), net.report().length())
          .check(Footprint.most());
    }
    this.towers = net.plan(false);
    var function = Op.of(net.plan(t.get(Settings.MIXED)).source());
    var all = new ArrayList<>(towers.parameters());
    loss.own(net.embedding())
        .parameters()
        .forEach(p -> all.add(new Plan.Parameter(OWN + p.name(), p.shape(), p.bound())));
    var plan = new Plan(all, towers.source());
    var first = Weights.initial(plan, seed);
    this.trainee = Trainee.of("", plan, function, first, .9, .999, t.get(Settings.DECAY));
  }

  private void check(int batch) {
    if (batch < 2) {
      throw new IllegalArgumentException(
          "alignment tells the pairs of a step apart, and a step of one has none to tell apart; use batch(2) or more");
    }
    if (batch > pairs.size()) {
      throw new IllegalArgumentException(
          "a step of %d pairs would show one of the %d that there are twice, as if it were not its own; use batch(%d) or less"
              .formatted(batch, pairs.size(), pairs.size()));
    }
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
      loss.settle(own(trainee.weights()));
      var value = new double[1];
      var gradients =
          Grad.on(
              () -> {
                var seen =
                    t.get(Settings.AUGMENTED) ? retold(batch) : tokens.upload(batch.places());
                var weights = trainee.weights();
                var each = loss.terms(embedded(batch, seen, weights), own(weights));
                var mean = loss.total(each);
                follow(each);
                value[0] = mean.toFloatArray()[0];
                return Grad.ofAll(mean, weights);
              });
      if (!Double.isFinite(value[0])) {
        throw new IllegalStateException(
            "the loss is " + value[0] + " at step " + step + "; use a smaller rate");
      }
      rest(gradients, passes(step));
      trainee.adam().step(gradients, rate(step), t.get(Settings.CLIP), pace.decay(step));
      return value[0];
    }
  }

  /** Each summand goes to the curve, where there are several; of two alike the second says so. */
  private void follow(NDList each) {
    var shares = loss.shares();
    if (shares.size() > 1) {
      terms.clear();
      for (int k = 0; k < shares.size(); k++) {
        var name = shares.get(k).loss().text();
        int same = 1;
        while (terms.containsKey(same == 1 ? name : name + " (" + same + ")")) {
          same++;
        }
        double v = each.get(k).stopGradient().toFloatArray()[0];
        terms.put(same == 1 ? name : name + " (" + same + ")", v);
      }
    }
  }

  @Override
  public Map<String, Double> terms() {
    return terms;
  }

  /** A rise in a straight line, then a cosine to zero, or the peak. */
  private double rate(int step) {
    double peak = t.get(Settings.RATE);
    double warm = Math.max(1, t.get(Settings.WARM_UP) * t.steps());
    if (step < warm || t.get(Settings.CONSTANT)) {
      return peak * Math.min(1, (step + 1) / warm);
    }
    return peak * .5 * (1 + Math.cos(Math.PI * (step - warm) / (t.steps() - warm)));
  }

  /** How often all pairs have been seen before this step. */
  private long passes(int step) {
    return (long) step * t.get(Settings.BATCH) / pairs.size();
  }

  /** What belongs to a loss whose parameters rest has no gradient. */
  private void rest(NDList gradients, long passes) {
    int at = towers.parameters().size();
    for (var share : loss.shares()) {
      int n = share.loss().own(net.embedding()).parameters().size();
      for (int k = at; k < at + n && passes < share.loss().resting(); k++) {
        gradients.set(k, gradients.get(k).zerosLike());
      }
      at += n;
    }
  }

  private NDList own(NDList weights) {
    return new NDList(weights.subList(towers.parameters().size(), weights.size()));
  }

  private Embedded embedded(Batch batch, NDList read, NDList weights) {
    int n = batch.size();
    int side = net.image().size();
    var shape = new Shape(n, net.image().channels(), side, side);
    var x = Torch.manager().create(batch.values(), shape);
    var towersOnly = new NDList(weights.subList(0, towers.parameters().size()));
    var seen = trainee.function().all(towersOnly, x, read.get(0), read.get(1));
    return Embedded.of(seen, labels(batch.places()));
  }

  private NDArray labels(int[] places) {
    int findings = pairs.findings().size();
    var values = new float[places.length * findings];
    for (int k = 0; k < values.length; k++) {
      values[k] = labels[places[k / findings]][k % findings];
    }
    var shape = new Shape(places.length, findings);
    return findings == 0 ? Torch.manager().zeros(shape) : Torch.manager().create(values, shape);
  }

  /** The reports of this visit, told differently than at the one before. */
  private NDList retold(Batch batch) {
    int[] rows = IntStream.range(0, batch.size()).toArray();
    List<String> told =
        IntStream.of(rows)
            .mapToObj(
                k ->
                    new Sentences(noise, batch.ids().get(k), batch.visit())
                        .told(pairs.told(batch.places()[k]).report()))
            .toList();
    return net.tokens(vocabulary, told).upload(rows);
  }

  /** The loss as it is; nothing changes, the prototypes' average least of all. */
  @Override
  public double look(Batch batch) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Op.asWritten(
          () ->
              Grad.off(
                  () -> {
                    var average = trainee.adam().average();
                    var own = new NDList();
                    own(average).forEach(a -> own.add(a.duplicate()));
                    loss.settle(own);
                    var at = embedded(batch, tokens.upload(batch.places()), average);
                    return loss.of(at, own).toFloatArray()[0];
                  }));
    }
  }

  @Override
  public Plan plan() {
    return towers;
  }

  @Override
  public Weights average() {
    var average = trainee.adam().average();
    return Weights.of(towers, new NDList(average.subList(0, towers.parameters().size())));
  }

  @Override
  public Aligned model(Weights average, Provenance made) {
    return new Aligned("trained", net, vocabulary, average, made);
  }

  /** Towers draw nothing; there is their curve to look at. */
  @Override
  public Optional<Images> samples(Provenance made) {
    return Optional.empty();
  }

  @Override
  public void close() {
    trainee.close();
  }
}
