package org.sfumato.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.network.Learnt;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/**
 * Runs one training: batches made ahead on the host, a step on the device, a state saved now and
 * then. What is trained is the learner's affair.
 */
final class TrainingLoop<M extends Learnt> {
  /** Under which a state holds the weights of the best look. */
  private static final String BEST = "best.";

  /** Steps whose mean the progress bar shows. */
  private static final int RECENT = 50;

  private final Training<M> t;
  private final Material data;
  private final int steps;
  private final int patience;
  private final HeldOut held;
  private final Batches batches;
  private final String digest;
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> looks = new ArrayList<>();
  private final Map<String, List<Double>> terms = new TreeMap<>();
  private Weights best;
  private boolean unsaved;

  TrainingLoop(Training<M> training) {
    t = training;
    data = t.material();
    steps = t.steps();
    patience = t.get(Settings.PATIENCE);
    long seed = t.get(Settings.SEED);
    held = patience > 0 ? HeldOut.of(data, seed) : HeldOut.nothing(data);
    batches =
        new Batches(data, held.rest(), t.get(Settings.BATCH), seed, t.get(Settings.AUGMENTED));
    data.check();
    digest = data.hash();
  }

  Fit<M> run() {
    Torch.start();
    try (var learner = t.subject().learner(t, data)) {
      begin(learner);
      var live = new LivePicture(learner, made(), t.gauge());
      try (var ticker = new Ticker(t.subject().task(), steps, losses.size())) {
        while (losses.size() < steps && !over()) {
          if (Cancel.requested()) {
            throw stopped(learner);
          }
          losses.add(step(learner));
          learner.terms().forEach((name, v) -> terms.computeIfAbsent(name, this::none).add(v));
          int done = losses.size();
          if (done % Training.EVERY == 0 && patience > 0) {
            look(learner);
          }
          ticker.tick(done, note(), live.after(done, losses, terms));
          if (done % Training.EVERY == 0 || done == steps || over()) {
            save(learner).ifPresent(this::warn);
          }
        }
        ticker.finish(note());
        return fit(learner);
      }
    }
  }

  private void begin(Learner<M> learner) {
    var start = t.saving().start();
    if (start.isPresent()) {
      var state = TrainingState.read(start.get(), t, digest, groups(learner));
      learner.restore(state.step(), state.groups());
      losses.addAll(state.losses());
      looks.addAll(state.looks());
      state.terms().forEach((name, values) -> terms.put(name, new ArrayList<>(values)));
      best = looks.isEmpty() ? null : state.groups().get(BEST);
    } else {
      // A place that cannot be written to is told before an hour of training, not after.
      t.saving().checkpoint().ifPresent(Saving::probe);
    }
  }

  private List<Double> none(String term) {
    return new ArrayList<>();
  }

  private Map<String, Plan> groups(Learner<M> learner) {
    var groups = new LinkedHashMap<>(learner.groups());
    if (patience > 0) {
      groups.put(BEST, learner.plan());
    }
    return groups;
  }

  private double step(Learner<M> learner) {
    int step = losses.size();
    try {
      return learner.step(batches.at(step), step);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage() + kept(), e);
    }
  }

  private String kept() {
    int last = losses.size() / Training.EVERY * Training.EVERY;
    return last == 0 || unsaved
        ? ""
        : t.saving()
            .checkpoint()
            .map(f -> ". The state of step " + last + " is in " + f)
            .orElse("");
  }

  private void look(Learner<M> learner) {
    looks.add((double) (float) held.loss(learner, batches, t.get(Settings.BATCH)));
    if (HeldOut.best(looks) == looks.size() - 1) {
      best = learner.average();
    }
  }

  /** Whether the last looks brought nothing better. */
  private boolean over() {
    return patience > 0 && looks.size() - 1 - HeldOut.best(looks) >= patience;
  }

  private String note() {
    return t.gauge().recent(losses, RECENT)
        + (looks.isEmpty() ? "" : ", held out " + Numbers.text(looks.get(looks.size() - 1)));
  }

  private Optional<String> save(Learner<M> learner) {
    if (t.saving().checkpoint().isEmpty()) {
      return Optional.empty();
    }
    var groups = new LinkedHashMap<>(learner.state());
    if (patience > 0) {
      groups.put(BEST, best == null ? learner.average() : best);
    }
    var failed =
        t.saving().tried(new TrainingState(losses.size(), groups, losses, looks, terms), t, digest);
    unsaved = failed.isPresent();
    return failed;
  }

  /** The training has not failed because its state could not be saved; it says so and goes on. */
  private void warn(String why) {
    System.err.println(
        "the training goes on, but its state at step " + losses.size() + " is not saved: " + why);
  }

  private Fit<M> fit(Learner<M> learner) {
    var weights = best == null ? learner.average() : best;
    var made = losses.size() < steps ? made().with("steps", String.valueOf(losses.size())) : made();
    return new Fit<>(t, learner.model(weights, made), losses, looks, terms);
  }

  private Interrupted stopped(Learner<M> learner) {
    var failed = save(learner);
    var where =
        failed.isPresent()
            ? "; its state is not saved: " + failed.get()
            : t.saving()
                .checkpoint()
                .map(f -> "; run it again with .resume() to go on from " + f)
                .orElse("; with .checkpoint(path).resume() it could go on");
    return new Interrupted(
        "training stopped at step " + losses.size() + " of " + steps + where,
        losses.isEmpty() ? null : fit(learner));
  }

  /** What decides the weights. */
  private Provenance made() {
    var note = new TreeMap<String, String>();
    note.put("recipe", t.recipe());
    note.put("data", digest);
    note.put("seed", String.valueOf(t.get(Settings.SEED)));
    note.put(Origin.KEY, Origin.of(data, t.base()));
    t.loss().ifPresent(loss -> note.putAll(loss.note()));
    var made =
        new Provenance(note, Map.of("device", Torch.deviceName(), "engine", Torch.version()));
    return t.base().map(b -> made.within("begun with", b.provenance())).orElse(made);
  }
}
