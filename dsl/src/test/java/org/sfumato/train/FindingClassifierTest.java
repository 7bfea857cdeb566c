package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.supervised;
import static org.sfumato.network.Networks.findingClassifier;
import static org.sfumato.network.Networks.vit;
import static org.sfumato.train.Trainings.fineTune;
import static org.sfumato.train.Trainings.train;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Interrupted;
import org.sfumato.Pairs;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Losses;
import org.sfumato.network.FindingClassifier;
import org.sfumato.network.Vit;

/** A classifier of findings that learns from labels, from scratch or from aligned towers. */
class FindingClassifierTest {
  private static final Vit NET = vit(Spots.SIDE, 4).width(16).depth(1).heads(2);
  private static final Pairs TRAIN = Spots.pairs(64, 0);

  @TempDir static Path folder;

  private static Fit<FindingClassifier> fit;

  @BeforeAll
  static void learn() {
    fit = train(NET).on(TRAIN).steps(120).batch(16).rate(5e-3).seed(1).fit();
  }

  private static Training<FindingClassifier> some(int steps) {
    return train(NET).on(TRAIN).steps(steps).batch(16);
  }

  @Test
  void should_learn_what_the_labels_say() {
    var test = Spots.pairs(40, 0);
    var p = fit.model().probabilities(test.pictures());
    for (int i = 0; i < p.length; i++) {
      for (int f = 0; f < 2; f++) {
        assertEquals(test.labels()[i][f], p[i][f], .2, "finding " + f + " of picture " + i);
      }
    }
    var table = supervised(fit.model(), test).repeated(fit.model()).named("labels").auc();
    assertEquals(1, table.cell("labels", "macro AUC").value(), 1e-9);
    assertEquals(0, table.cell("labels", "macro AUC").spread(), 1e-9);
    assertTrue(table.text().contains("from fresh weights, learnt from 64 labelled"), table.text());
  }

  /** At first all logits are near 0, where the cross-entropy of one yes or no is ln 2. */
  @Test
  void should_begin_at_the_cross_entropy_of_a_coin() {
    assertEquals(Math.log(2), fit.losses().get(0), .5);
    assertTrue(fit.losses().get(119) < .1);
  }

  @Test
  void should_not_learn_from_what_nobody_knows() {
    var told =
        java.util.stream.IntStream.range(0, 64)
            .mapToObj(TRAIN::told)
            .map(t -> new Pairs.Told(t.report(), t.patient(), List.of(-1, t.labels().get(1))))
            .toList();
    var half = Pairs.of(TRAIN.pictures(), told, TRAIN.findings());
    var flipped =
        told.stream().map(t -> new Pairs.Told("other words", t.patient(), t.labels())).toList();
    var one = some(5).on(half).decay(0).fit();
    var other = some(5).on(Pairs.of(TRAIN.pictures(), flipped, TRAIN.findings())).decay(0).fit();
    assertEquals(one.model().weights().hash(), other.model().weights().hash());
    var head = one.model().weights().values().get("head.weight");
    var fresh = some(1).rate(1e-12).fit().model().weights().values().get("head.weight");
    int width = NET.features();
    for (int k = 0; k < width; k++) {
      assertEquals(fresh[k], head[k], 1e-5, "nothing pulls at the unknown finding");
    }
    var silent =
        told.stream().map(t -> new Pairs.Told(t.report(), t.patient(), List.of(-1, -1))).toList();
    var nothing = some(2).on(Pairs.of(TRAIN.pictures(), silent, TRAIN.findings())).fit();
    assertEquals(List.of(0., 0.), nothing.losses());
  }

  @Test
  void should_begin_with_the_encoder_that_an_alignment_left() {
    var towers =
        train(AlignedTrainingTest.NET)
            .on(TRAIN)
            .minimise(Losses.ita())
            .steps(3)
            .batch(16)
            .fit()
            .model();
    var tuned = fineTune(towers).on(TRAIN).steps(1).batch(16).rate(1e-12).fit().model();
    var before = towers.weights().values();
    tuned
        .weights()
        .values()
        .forEach(
            (name, v) -> {
              if (name.startsWith(FindingClassifier.ENCODER)) {
                assertArrayEquals(before.get(name), v, 1e-6f, name);
              }
            });
    var identity = tuned.provenance().identity();
    assertTrue(identity.keySet().stream().anyMatch(k -> k.startsWith("begun with")), "" + identity);
    assertTrue(
        identity.get("recipe").startsWith("fineTune(aligned(\"trained\") /* weights "),
        identity.get("recipe"));
  }

  @Test
  void should_be_read_as_it_was_saved() throws Exception {
    var file = folder.resolve("tells.safetensors");
    fit.save(file.toString());
    var read = findingClassifier(file.toString());
    assertArrayEquals(
        fit.model().logits(TRAIN.pictures().first(3))[2],
        read.logits(TRAIN.pictures().first(3))[2]);
    assertEquals(fit.model().weights().hash(), read.weights().hash());
    assertEquals(List.of("lower", "right"), read.findings());
    assertTrue(read.toString().endsWith("tells lower, right"), read.toString());
  }

  @Test
  void should_go_on_where_it_was_stopped() throws Exception {
    var t = some(9).patience(50).augmented();
    var state = folder.resolve("state").toString();
    assertThrows(Interrupted.class, () -> Stopped.after(5, t.checkpoint(state)));
    assertEquals(
        t.fit().model().weights().hash(),
        t.checkpoint(state).resume().fit().model().weights().hash());
    assertNotEquals(t.fit().model().weights().hash(), t.seed(7).fit().model().weights().hash());
  }

  @Test
  void should_say_what_is_wrong_with_what_it_is_given() {
    assertEquals(
        "a classifier learns from labels, and made in memory has none; use on(pairs)",
        refused(() -> train(NET).on(TRAIN.pictures()))
            .replace(TRAIN.pictures().expression(), "made in memory"));
    var unnamed =
        Pairs.of(
            TRAIN.pictures().first(1), List.of(new Pairs.Told("A.", "p", List.of())), List.of());
    assertTrue(refused(() -> train(NET).on(unnamed)).endsWith("names no finding"));
    assertTrue(refused(() -> train(vit(16, 4)).on(TRAIN)).contains("resize"));
    assertTrue(
        refused(() -> train(NET).on(TRAIN).minimise(Losses.ita()))
            .endsWith("leave minimise(…) out"));
    assertTrue(refused(() -> findingClassifier("none.safetensors")).contains("none.safetensors"));
    var larger = Bench.scoped(() -> refused(() -> fit.model().logits(TRAIN.pictures().resize(16))));
    assertTrue(larger.startsWith("findingClassifier(\"trained\") knows images of shape [1, 8, 8]"));
  }

  private static String refused(org.junit.jupiter.api.function.Executable work) {
    return assertThrows(IllegalArgumentException.class, work).getMessage();
  }
}
