package org.sfumato.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sfumato.engine.Safetensors;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/**
 * Everything a training needs to go on.
 *
 * @param step how many steps were done
 * @param groups weights, their average, both moments: by the prefix of their names in a file
 * @param losses of every step
 * @param looks at the images that were held out
 * @param terms what each summand of the loss was at every step, by its name
 */
record TrainingState(
    long step,
    Map<String, Weights> groups,
    List<Double> losses,
    List<Double> looks,
    Map<String, List<Double>> terms) {
  private static final String TERM = "term ";

  TrainingState {
    groups = Map.copyOf(groups);
    losses = List.copyOf(losses);
    looks = List.copyOf(looks);
  }

  /** Writes the file whole or not at all. */
  void write(Path file, Training<?> t, String data) {
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    groups.forEach(
        (prefix, weights) -> {
          weights.values().forEach((name, v) -> values.put(prefix + name, v));
          weights.shapes().forEach((name, s) -> shapes.put(prefix + name, s));
        });
    var note = new LinkedHashMap<String, String>();
    note.put("training", t.recipe());
    note.put("data", data);
    t.base().ifPresent(b -> note.put("begun from", b.weights().hash()));
    note.put("step", String.valueOf(step));
    note.put("losses", joined(losses));
    note.put("looks", joined(looks));
    terms.forEach((name, all) -> note.put(TERM + name, joined(all)));
    new Safetensors(note, values, shapes).write(file);
  }

  /**
   * @param data the digest of what is trained on
   * @param plans what is expected, by prefix
   * @throws IllegalArgumentException if the file is not a state of this training
   */
  static TrainingState read(Path file, Training<?> t, String data, Map<String, Plan> plans) {
    var stored = Safetensors.read(file);
    var note = stored.note();
    var recipe = note.get("training");
    if (recipe == null) {
      throw new IllegalArgumentException(
          file
              + (t.loss().isPresent()
                  ? " is neither the state of a training nor a prior; from(path) needs a file that checkpoint(path) or save(path) wrote"
                  : " is not the state of a training; from(path) needs a file that checkpoint(path) wrote"));
    }
    if (!recipe.equals(t.recipe())) {
      throw new IllegalArgumentException(
          file
              + " is the state of another training:\n  "
              + recipe
              + "\nand not of\n  "
              + t.recipe());
    }
    if (!note.getOrDefault("data", data).equals(data)) {
      throw new IllegalArgumentException(
          file + " is the state of a training on other images; train on those, or begin anew");
    }
    var begun = t.base().map(b -> b.weights().hash()).orElse("");
    if (!note.getOrDefault("begun from", "").equals(begun)) {
      throw new IllegalArgumentException(
          file + " is the state of a training that began with other weights; begin anew");
    }
    var groups = new LinkedHashMap<String, Weights>();
    plans.forEach((prefix, plan) -> groups.put(prefix, group(stored, prefix, plan, file)));
    return new TrainingState(
        Long.parseLong(note.getOrDefault("step", "0")),
        groups,
        split(note.getOrDefault("losses", "")),
        split(note.getOrDefault("looks", "")),
        terms(note));
  }

  private static Map<String, List<Double>> terms(Map<String, String> note) {
    var terms = new LinkedHashMap<String, List<Double>>();
    note.forEach(
        (key, values) -> {
          if (key.startsWith(TERM)) {
            terms.put(key.substring(TERM.length()), split(values));
          }
        });
    return terms;
  }

  private static Weights group(Safetensors stored, String prefix, Plan plan, Path file) {
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    for (var p : plan.parameters()) {
      var name = prefix + p.name();
      var v = stored.values().get(name);
      if (v == null || !Arrays.equals(stored.shapes().get(name), p.shape())) {
        throw new IllegalArgumentException(
            file
                + " lacks «"
                + name
                + "» of shape "
                + Arrays.toString(p.shape())
                + "; it is the state of another network");
      }
      values.put(p.name(), v);
      shapes.put(p.name(), p.shape());
    }
    return new Weights(values, shapes);
  }

  private static String joined(List<Double> numbers) {
    return numbers.stream()
        .map(d -> String.valueOf(d.floatValue()))
        .collect(Collectors.joining(" "));
  }

  private static List<Double> split(String numbers) {
    var all = new ArrayList<Double>();
    if (!numbers.isEmpty()) {
      for (var n : numbers.split(" ")) {
        all.add((double) Float.parseFloat(n));
      }
    }
    return all;
  }
}
