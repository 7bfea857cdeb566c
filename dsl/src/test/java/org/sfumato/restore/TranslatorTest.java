package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.corruption.Corruptions.corruption;
import static org.sfumato.corruption.Corruptions.missing;
import static org.sfumato.corruption.Corruptions.observed;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.judge.Judging;
import org.sfumato.laws.Bench;
import org.sfumato.metric.Metrics;
import org.sfumato.network.Networks;
import org.sfumato.network.ResnetGenerator;
import org.sfumato.network.Weights;

/** A trained network as a translator: what it does is the network, there and back. */
class TranslatorTest {
  private static final ResnetGenerator NET = Networks.resnetGenerator(8, 1).width(4).blocks(1);
  private static final Images X = Bench.pictures(6, 1, 8, 8, 3);

  @TempDir Path folder;

  private static Weights way(long seed) {
    return Weights.initial(NET.plan(false), seed);
  }

  private static Translator fresh() {
    var both = new LinkedHashMap<String, Weights>();
    both.put(Translator.THERE, way(1));
    both.put(Translator.BACK, way(2));
    return Translator.of("fresh", NET, Weights.joined(both), Provenance.of("recipe", "none"));
  }

  /** (f(2x − 1) + 1)/2 by the network itself. */
  private static float[] byHand(Images x, long seed) {
    var plan = NET.plan(false);
    return Bench.scoped(
        () -> {
          var p = way(seed).upload(plan, Torch.manager());
          var in = Torch.manager().create(x.values(), new Shape(x.size(), 1, 8, 8));
          var out = Grad.off(() -> Op.of(plan.source()).on(p, in.mul(2).sub(1)));
          return out.add(1).div(2).toFloatArray();
        });
  }

  @Test
  void should_translate_there_and_back_by_its_two_networks() {
    var model = fresh();
    assertArrayEquals(byHand(X, 1), model.restore(observed(X)).values(), 1e-6f);
    var back = model.inverse();
    assertArrayEquals(byHand(X, 2), back.restore(observed(X)).values(), 1e-6f);
    assertEquals("translator(\"fresh\").inverse()", back.text());
    assertEquals(model.text(), back.inverse().text());
    assertEquals(1, model.restore(observed(X)).cost().orElseThrow().evaluations());
  }

  /** What is missing is grey, and not black. */
  @Test
  void should_see_what_was_not_measured_at_the_middle_of_the_range() {
    var nothing = missing(1).apply(X);
    float[] grey = new float[X.size() * 64];
    Arrays.fill(grey, .5f);
    var all = org.sfumato.Data.imagesOf(grey, X.size(), 1, 8, 8);
    assertArrayEquals(byHand(all, 1), fresh().restore(nothing).values(), 1e-6f);
  }

  @Test
  void should_say_how_far_the_way_back_misses() {
    var model = fresh();
    var there = model.restore(observed(X));
    float[] back = byHand(there, 2);
    var expected = new double[X.size()];
    float[] x = X.values();
    for (int k = 0; k < x.length; k++) {
      expected[k / 64] += Math.abs(back[k] - x[k]) / 64;
    }
    var error = model.cycleError(X);
    double mean = Arrays.stream(expected).average().orElseThrow();
    assertEquals(mean, Judging.score(there, error).values("cycle error")[0], 1e-6);
    assertFalse(error.higherIsBetter());
    assertTrue(error.variant().matches("mean absolute, range 1, by [0-9a-f]{8}"), error.variant());
    var alone = Judging.score(there.get(5), error.against(X.get(5))).values("cycle error");
    assertEquals(expected[5], alone[0], 1e-6);
  }

  @Test
  void should_stand_beside_others_in_a_bench() {
    var target = Bench.pictures(6, 1, 8, 8, 9);
    var model = fresh();
    var copies = Restorers.restorer("copy", (y, seed) -> y.preview());
    var table =
        Judging.bench(X, target).run(model, copies).score(Metrics.psnr(), model.cycleError(X));
    assertEquals(2, table.values("cycle error").length);
    assertTrue(table.text().contains("cycleGan "), table.text());
  }

  @Test
  void should_be_read_as_it_was_saved_and_refuse_anything_else() {
    var model = fresh();
    var file = folder.resolve("t.safetensors");
    var note = new TreeMap<>(model.provenance().identity());
    var weights = model.weights();
    new Safetensors(note, weights.values(), weights.shapes()).write(file);
    var read = Restorers.translator(file.toString());
    assertArrayEquals(model.restore(observed(X)).values(), read.restore(observed(X)).values());
    assertEquals(model.provenance().hash(), read.provenance().hash());
    assertEquals("translator(\"" + file + "\")", read.text());
    refused(
        file
            + " is not a generator: its header names no generator; it is a translator, which translator(path) reads",
        () -> Networks.generator(file.toString()));
    var one = new LinkedHashMap<>(weights.values());
    one.keySet().removeIf(k -> k.startsWith(Translator.BACK));
    note.remove("weights");
    new Safetensors(note, one, weights.shapes()).write(file);
    refused(
        file + " has no weights «in»; it belongs to another network",
        () -> Restorers.translator(file.toString()));
    new Safetensors(Map.of("generator", "dcgan"), Map.of(), Map.of()).write(file);
    refused(
        file
            + " is not a translator: its header names no translator; it is a generator, which generator(path) reads",
        () -> Restorers.translator(file.toString()));
  }

  @Test
  void should_be_halved_as_both_networks() {
    var half = fresh().half();
    assertEquals("half", half.provenance().identity().get("precision"));
    assertEquals(half.weights().hash(), half.provenance().identity().get("weights"));
    assertEquals(fresh().weights().half().hash(), half.weights().hash());
    assertArrayEquals(byHand(X, 1), half.restore(observed(X)).values(), .01f);
  }

  @Test
  void should_say_what_it_cannot_translate() {
    refused(
        "translator(\"fresh\") translates images of shape [1, 8, 8], but y measures images of shape [1, 16, 16]; measure resized images",
        () -> fresh().restore(observed(Bench.pictures(2, 1, 16, 16, 1))));
    refused(
        "there is nothing to restore: y has no images",
        () -> fresh().restore(observed(X).first(0)));
    refused(
        "the cycle error compares images of shape (2, 1, 16, 16) with sources of shape (2, 1, 8, 8); give it the images that were translated",
        () ->
            Bench.scoped(
                () -> {
                  var other = Torch.manager().zeros(new Shape(2, 1, 16, 16));
                  var s = Bench.step(other, X.first(2).ids(), 0);
                  return fresh().cycleError(X.first(2)).of(other, s);
                }));
    var square = corruption("square", (x, s) -> x.square());
    refused(
        "cycleGan needs a corruption that is linear; corruption(\"square\", …) is not known to be. Use dps.",
        () -> fresh().restore(square.apply(X)));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
