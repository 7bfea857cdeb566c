package org.sfumato.train;

import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sfumato.engine.Adam;
import org.sfumato.engine.Safetensors;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/**
 * Everything a training needs to go on: weights, their average, both moments, the step and the
 * losses.
 */
record TrainingState(long step, Weights weights, Map<String, float[]> extra, List<Double> losses) {
  static TrainingState fresh(Weights weights) {
    return new TrainingState(0, weights, Map.of(), List.of());
  }

  static TrainingState of(Plan plan, NDList weights, Adam adam, List<Double> losses) {
    var extra = new LinkedHashMap<String, float[]>();
    put(extra, "first.", plan, adam.first());
    put(extra, "second.", plan, adam.second());
    put(extra, "average.", plan, adam.average());
    return new TrainingState(adam.steps(), weights(plan, weights), extra, List.copyOf(losses));
  }

  private static void put(Map<String, float[]> into, String prefix, Plan plan, NDList arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      into.put(prefix + plan.parameters().get(i).name(), arrays.get(i).toFloatArray());
    }
  }

  static Weights weights(Plan plan, NDList arrays) {
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    for (int i = 0; i < arrays.size(); i++) {
      values.put(plan.parameters().get(i).name(), arrays.get(i).toFloatArray());
      shapes.put(plan.parameters().get(i).name(), plan.parameters().get(i).shape());
    }
    return new Weights(values, shapes);
  }

  void restore(Adam adam, Plan plan) {
    if (step > 0) {
      adam.restore(step, list("first.", plan), list("second.", plan), list("average.", plan));
    }
  }

  private List<float[]> list(String prefix, Plan plan) {
    return plan.parameters().stream().map(p -> extra.get(prefix + p.name())).toList();
  }

  void write(Path file, Training t) {
    var values = new LinkedHashMap<String, float[]>(weights.values());
    var shapes = new LinkedHashMap<>(weights.shapes());
    extra.forEach(
        (name, v) -> {
          values.put(name, v);
          shapes.put(name, weights.shapes().get(name.substring(name.indexOf('.') + 1)));
        });
    var curve =
        losses.stream().map(d -> String.valueOf(d.floatValue())).collect(Collectors.joining(" "));
    var note = Map.of("training", t.recipe(), "step", String.valueOf(step), "losses", curve);
    new Safetensors(note, values, shapes).write(file);
  }

  static TrainingState read(Path file, Training t, Plan plan) {
    var stored = Safetensors.read(file);
    var recipe = stored.note().get("training");
    if (recipe == null) {
      throw new IllegalArgumentException(
          file
              + " is not the state of a training; from(path) needs a file that checkpoint(path) wrote");
    }
    if (!recipe.equals(t.recipe())) {
      throw new IllegalArgumentException(
          file
              + " is the state of another training:\n  "
              + recipe
              + "\nand not of\n  "
              + t.recipe());
    }
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    var extra = new LinkedHashMap<String, float[]>();
    for (var p : plan.parameters()) {
      values.put(p.name(), take(stored, p.name(), p, file));
      shapes.put(p.name(), p.shape());
      for (var prefix : List.of("first.", "second.", "average.")) {
        extra.put(prefix + p.name(), take(stored, prefix + p.name(), p, file));
      }
    }
    var weights = new Weights(values, shapes);
    var losses = new ArrayList<Double>();
    var curve = stored.note().getOrDefault("losses", "");
    if (!curve.isEmpty()) {
      for (var l : curve.split(" ")) {
        losses.add((double) Float.parseFloat(l));
      }
    }
    return new TrainingState(
        Long.parseLong(stored.note().getOrDefault("step", "0")), weights, extra, losses);
  }

  private static float[] take(Safetensors stored, String name, Plan.Parameter p, Path file) {
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
    return v;
  }
}
