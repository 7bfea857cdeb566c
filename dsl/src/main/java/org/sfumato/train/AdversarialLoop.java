package org.sfumato.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.Cancel;
import org.sfumato.ImageId;
import org.sfumato.Interrupted;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.network.Generator;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;

/** Runs one adversarial training: the order of the measurements, the steps, saving and stopping. */
final class AdversarialLoop {
  private static final int SHOWN = 16;

  private final AmbientGan t;
  private final Measurements y;
  private final Noise noise;
  private final List<Double> values = new ArrayList<>();
  private int[] order;
  private int pass = -1;

  AdversarialLoop(AmbientGan training) {
    t = training;
    y = t.measurements();
    noise = new Noise(t.seed());
  }

  GeneratorFit run() {
    Torch.start();
    var schedule = new GanLearner.Schedule(this::rate, this::decay);
    try (var learner =
        new GanLearner(
            t.network(), Structured.of(t.a()), y, t.batch(), t.seed(), t.half(), schedule)) {
      t.from().ifPresent(file -> goOn(learner, file));
      var ticker = new Ticker("train " + t.network().text(), t.steps(), values.size());
      try {
        while (values.size() < t.steps()) {
          if (Cancel.requested()) {
            throw stopped(learner);
          }
          int step = values.size();
          values.add(learner.step(places(step), step));
          ticker.tick(step + 1, note(), () -> model(learner).draw(SHOWN).picture().orElseThrow());
          if ((step + 1) % Training.EVERY == 0 || step + 1 == t.steps()) {
            t.checkpoint().ifPresent(file -> save(learner, file));
          }
        }
        return new GeneratorFit(t, model(learner), values);
      } finally {
        ticker.finish(note());
      }
    }
  }

  private String note() {
    return "apart " + Numbers.text(GeneratorFit.recent(values, 50));
  }

  /** A straight line to 0. */
  private double rate(int step) {
    return t.rate() * (1 - (double) step / t.steps());
  }

  /** The half-life grows with the images drawn, so that the average forgets its start. */
  private double decay(int step) {
    double drawn = (double) (step + 1) / GanLearner.CRITIC_STEPS * t.batch();
    return Math.pow(.5, t.batch() / Math.min(t.ema(), .05 * drawn + 1e-9));
  }

  /** Step k takes places k·batch, … of the endless sequence of shuffled passes over the data. */
  private int[] places(int step) {
    var places = new int[t.batch()];
    for (int k = 0; k < places.length; k++) {
      long at = (long) step * places.length + k;
      int wanted = (int) (at / y.size());
      if (wanted != pass) {
        var keys = new float[y.size()];
        noise.uniform("batch", new ImageId("pass", wanted), 0, keys, 0, keys.length);
        order =
            IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> keys[i]))
                .mapToInt(i -> i)
                .toArray();
        pass = wanted;
      }
      places[k] = order[(int) (at % y.size())];
    }
    return places;
  }

  private Generator model(GanLearner learner) {
    var identity = new TreeMap<String, String>();
    identity.put("recipe", t.recipe());
    identity.put("data", y.hash());
    identity.put("seed", String.valueOf(t.seed()));
    var made =
        new Provenance(identity, Map.of("device", Torch.deviceName(), "engine", Torch.version()));
    return learner.model("trained", made);
  }

  private void save(GanLearner learner, Path file) {
    var all = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    learner
        .state()
        .forEach(
            (prefix, group) -> {
              group.values().forEach((name, v) -> all.put(prefix + name, v));
              group.shapes().forEach((name, s) -> shapes.put(prefix + name, s));
            });
    var curve = values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    var note =
        Map.of(
            "training",
            t.recipe(),
            "data",
            y.hash(),
            "step",
            String.valueOf(values.size()),
            "losses",
            curve);
    new Safetensors(note, all, shapes).write(file);
  }

  private void goOn(GanLearner learner, Path file) {
    var stored = Safetensors.read(file);
    var recipe = stored.note().get("training");
    if (recipe == null) {
      throw new IllegalArgumentException(
          file
              + " is not the state of a training; from(path) needs a file that checkpoint(path) wrote");
    }
    if (!recipe.equals(t.recipe()) || !y.hash().equals(stored.note().get("data"))) {
      throw new IllegalArgumentException(
          file
              + " is the state of another training:\n  "
              + recipe
              + "\nand not of\n  "
              + t.recipe());
    }
    var groups = new LinkedHashMap<String, Weights>();
    learner
        .groups()
        .forEach(
            (prefix, plan) -> {
              var part = new LinkedHashMap<String, float[]>();
              var shapes = new LinkedHashMap<String, long[]>();
              for (var p : plan.parameters()) {
                var name = prefix + p.name();
                if (stored.values().containsKey(name)) {
                  part.put(p.name(), stored.values().get(name));
                  shapes.put(p.name(), stored.shapes().get(name));
                }
              }
              var weights = new Weights(part, shapes);
              weights.check(plan, file.toString());
              groups.put(prefix, weights);
            });
    var curve = stored.note().getOrDefault("losses", "");
    for (var v : curve.isEmpty() ? new String[0] : curve.split(" ")) {
      values.add(Double.parseDouble(v));
    }
    learner.restore(values.size(), groups);
  }

  private Interrupted stopped(GanLearner learner) {
    t.checkpoint().ifPresent(file -> save(learner, file));
    var where =
        t.checkpoint()
            .map(f -> "; go on with .from(\"" + f + "\")")
            .orElse("; with .checkpoint(path) it could be resumed");
    return new Interrupted(
        "training stopped at step " + values.size() + " of " + t.steps() + where,
        values.isEmpty() ? null : new GeneratorFit(t, model(learner), values));
  }
}
