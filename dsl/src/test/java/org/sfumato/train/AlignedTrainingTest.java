package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.loss.Losses.cpa;
import static org.sfumato.loss.Losses.cta;
import static org.sfumato.loss.Losses.ita;
import static org.sfumato.loss.Losses.medclipLoss;
import static org.sfumato.loss.Losses.siglip;
import static org.sfumato.network.Networks.textTransformer;
import static org.sfumato.network.Networks.twoTower;
import static org.sfumato.network.Networks.unet;
import static org.sfumato.network.Networks.vit;
import static org.sfumato.train.Trainings.train;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.ImageId;
import org.sfumato.Pairs;
import org.sfumato.engine.Safetensors;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Losses;
import org.sfumato.network.Aligned;
import org.sfumato.network.Networks;
import org.sfumato.network.TwoTower;
import org.sfumato.random.Noise;

/** Two towers that learn which report belongs to which picture. */
class AlignedTrainingTest {
  static final TwoTower NET =
      twoTower(
              vit(Spots.SIDE, 4).width(16).depth(1).heads(2),
              textTransformer(60).width(16).depth(1).heads(2).length(24))
          .embedding(8)
          .hidden(16);

  @TempDir Path folder;

  private static Training<Aligned> small(Pairs pairs) {
    return train(NET).on(pairs).batch(16).steps(80).rate(3e-3).ema(40).seed(3);
  }

  /** How many fresh pictures find the report of the corner that is so many further. */
  private static double right(Aligned model, int off) {
    var pictures = model.ofPictures(Spots.pictures(40, 9));
    var reports = model.ofSentences(IntStream.range(0, 4).mapToObj(Spots::report).toList());
    int right = 0;
    for (int i = 0; i < pictures.length; i++) {
      int best = 0;
      for (int k = 1; k < 4; k++) {
        best = dot(pictures[i], reports[k]) > dot(pictures[i], reports[best]) ? k : best;
      }
      right += best == (i + off) % 4 ? 1 : 0;
    }
    return right / 40.;
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
  }

  @Test
  void should_learn_at_three_levels_which_report_belongs_to_a_picture() {
    var fit =
        small(Spots.pairs(48, 0))
            .minimise(ita().plus(cta()).plus(cpa(8).times(.5)))
            .steps(250)
            .fit();
    assertTrue(fit.last() < .8 * fit.losses().get(0), fit.losses().toString());
    assertTrue(right(fit.model(), 0) > .9, "right: " + right(fit.model(), 0));
    assertEquals(
        "clean images: Pairs.of(imagesOf(…), …)",
        fit.model().provenance().identity().get("learnt from"));
  }

  /** Reports that are one corner off are learnt as they are: what is learnt are the pairs. */
  @Test
  void should_learn_what_it_is_told_and_not_what_is_seen() {
    var model = small(Spots.pairs(48, 1)).fit().model();
    assertTrue(right(model, 1) > .9, "as told: " + right(model, 1));
    assertTrue(right(model, 0) < .1, "as seen: " + right(model, 0));
  }

  /** With what each brings along, and with activations of half the digits. */
  @Test
  void should_train_by_every_loss() {
    var pairs = Spots.pairs(20, 0);
    for (var loss :
        List.of(siglip(), medclipLoss(), cta().projected().withoutPadding(), cpa(4).resting(0))) {
      var fit = small(pairs).minimise(loss).steps(3).fit();
      var half = small(pairs).minimise(loss).steps(3).mixed().fit();
      assertEquals(3, fit.losses().size());
      assertEquals(fit.losses().get(0), half.losses().get(0), .1 * fit.losses().get(0));
      assertNotEquals(fit.losses(), half.losses(), loss.text());
    }
  }

  @Test
  void should_learn_its_vocabulary_from_the_reports_and_keep_it_in_the_file() {
    var fit = small(Spots.pairs(20, 0)).steps(2).fit();
    var model = fit.model();
    assertTrue(model.vocabulary().size() <= 60);
    assertFalse(model.vocabulary().pieces("spot", 9).stream().anyMatch(p -> p.token() == 1));
    var file = fit.save(folder.resolve("a.safetensors").toString()).toString();
    var read = Networks.aligned(file);
    assertEquals(model.vocabulary().vocabulary(), read.vocabulary().vocabulary());
    assertArrayEquals(
        model.ofSentences(List.of("bright spot")), read.ofSentences(List.of("bright spot")));
  }

  private static float[] prototypes(Path state, String group) {
    return Safetensors.read(state).values().get(group + "loss.prototypes");
  }

  /** Forty-eight pairs are three steps of sixteen: prototypes move from the fourth on. */
  @Test
  void should_let_prototypes_rest_in_the_first_pass_and_keep_them_in_the_state() {
    var t = small(Spots.pairs(48, 0)).minimise(cpa(8));
    var first = folder.resolve("first.safetensors");
    var second = folder.resolve("second.safetensors");
    t.steps(3).checkpoint(first.toString()).fit();
    t.steps(4).checkpoint(second.toString()).fit();
    for (float m : prototypes(first, "second.")) {
      assertEquals(0, m);
    }
    double moved = 0;
    for (float m : prototypes(second, "second.")) {
      moved += m;
    }
    assertTrue(moved > 0);
    var c = prototypes(first, "");
    for (int k = 0; k < 8; k++) {
      double length = 0;
      for (int j = 0; j < 8; j++) {
        length += c[8 * k + j] * c[8 * k + j];
      }
      // After the last step they have shrunk by its weight decay.
      assertEquals(1, length, 1e-3);
    }
    var model = t.steps(1).fit().model();
    assertFalse(model.weights().values().containsKey("loss.prototypes"));
  }

  @Test
  void should_hold_some_pairs_out_and_look_at_them() {
    var fit = small(Spots.pairs(48, 0)).minimise(ita().plus(cpa(4))).steps(200).patience(5).fit();
    assertEquals(2, fit.losses().size() / Training.EVERY);
    assertTrue(fit.text().contains("on what was held out"), fit.text());
  }

  @Test
  void should_tell_some_sentences_of_a_report_in_some_order() {
    var report = "One. Two is 2.5 cm!  Three?\nFour";
    var sentences = List.of("One.", "Two is 2.5 cm!", "Three?", "Four");
    var orders = new HashSet<String>();
    int shorter = 0;
    for (int visit = 0; visit < 200; visit++) {
      var told = told(report, visit);
      assertEquals(told, told(report, visit), "a visit repeats itself");
      orders.add(told);
      var left = new TreeSet<>(sentences);
      left.removeIf(told::contains);
      assertTrue(left.size() < 4, told);
      shorter += left.size();
      assertEquals(
          sentences.stream().filter(told::contains).mapToInt(s -> s.length() + 1).sum() - 1,
          told.length());
    }
    assertTrue(orders.size() > 30, orders.toString());
    assertEquals(150, shorter, 40, "half of the time all, else one to four, each as often");
    assertEquals("One sentence alone.", told("One sentence alone.", 1));
    assertEquals(
        List.of("A.", "A. B.", "B.", "B. A."),
        IntStream.range(0, 40).mapToObj(v -> told("A. B.", v)).distinct().sorted().toList());
  }

  private static String told(String report, int visit) {
    return new Sentences(new Noise(1), new ImageId("p", 0), visit).told(report);
  }

  /** A picture of a spot at the left never becomes one of a spot at the right. */
  @Test
  void should_never_mirror_a_picture_whose_report_says_left() {
    var pairs = new OfPairs(Spots.pairs(4, 0));
    var batches = new Batches(pairs, new int[] {0, 1, 2, 3}, 4, 3, true);
    for (int step = 0; step < 20; step++) {
      var batch = batches.at(step);
      for (int k = 0; k < 4; k++) {
        double[] halves = new double[2];
        for (int p = 0; p < 64; p++) {
          halves[p % 8 / 4] += batch.values()[64 * k + p];
        }
        assertEquals(batch.places()[k] % 2 == 1, halves[1] > halves[0], "step " + step);
      }
    }
  }

  @Test
  void should_print_its_recipe() {
    var pairs = Spots.pairs(48, 0);
    assertEquals(
        "train("
            + NET.text()
            + ").on(Pairs.of(imagesOf(…), …)).minimise(ita().plus(cta().times(0.5))).steps(3).batch(16).rate(0.0005).warmUp(0.1).decay(0).ema(2000).seed(0).augmented()",
        train(NET)
            .on(pairs)
            .minimise(ita().plus(cta().times(.5)))
            .epochs(1)
            .batch(16)
            .warmUp(.1)
            .decay(0)
            .augmented()
            .text());
    assertTrue(train(NET).latex().orElseThrow().startsWith("\\mathcal L_{\\mathrm{ITA}}"));
  }

  @Test
  void should_say_what_cannot_be_learnt() {
    var pairs = Spots.pairs(20, 0);
    var t = train(NET);
    refused(
        "two towers learn from pictures with reports, and imagesOf(…) has none; use on(pairs)",
        () -> t.on(Spots.pictures(4, 1)));
    refused(
        "vit(8, 4).channels(1).width(16).depth(1).heads(2) sees images of shape [1, 8, 8], but Pairs.of(imagesOf(…), …).with(imagesOf(…)) has [1, 16, 16]; resize or toGray() its pictures, pairs.with(pairs.pictures().resize(8)), or use another image encoder",
        () -> t.on(pairs.with(Bench.pictures(20, 1, 16, 16, 1))));
    refused(
        "denoising() is about images alone; two towers minimise ita(), cta(), cpa(k), siglip() or sums of them",
        () -> t.minimise(Losses.denoising()));
    refused(
        "train(unet(8, 1).channels(8).blocks(1)) reads no reports, so ita() is nothing it could minimise; train(twoTower(…)) can",
        () -> train(unet(8, 1).channels(8)).minimise(ita()));
    refused(
        "train(unet(8, 1).channels(8).blocks(1)) reads no reports; train it on(pairs.pictures())",
        () -> train(unet(8, 1).channels(8)).on(pairs));
    refused(
        "train(unet(8, 1).channels(8).blocks(1)) has no use for warmUp(…); leave it out",
        () -> train(unet(8, 1).channels(8)).warmUp(.2));
    refused(
        "alignment tells the pairs of a step apart, and a step of one has none to tell apart; use batch(2) or more",
        () -> t.on(pairs).batch(1).fit());
    refused(
        "a step of 64 pairs would show one of the 20 that there are twice, as if it were not its own; use batch(20) or less",
        () -> t.on(pairs).fit());
    refused("a warm-up takes a share of the steps between 0 and 1, not 1.0", () -> t.warmUp(1));
    refused("weight decay is a number from 0 up and below 1, not -1.0", () -> t.decay(-1));
    var none =
        Pairs.of(
            Data.imagesOf(new float[128], 2, 1, 8, 8),
            List.of(
                new Pairs.Told("a spot", "1", List.of()), new Pairs.Told("none", "2", List.of())),
            List.of());
    refused(
        "medclipLoss() compares findings, and these pairs have none labelled; minimise ita() or siglip()",
        () -> t.on(none).minimise(Losses.medclipLoss()).batch(2).steps(1).fit());
    assertEquals(
        "there is nothing to train on: say on(pairs) first",
        assertThrows(IllegalStateException.class, t::fit).getMessage());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
