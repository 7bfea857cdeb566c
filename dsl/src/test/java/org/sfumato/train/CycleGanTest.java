package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.corruption.Corruptions.observed;
import static org.sfumato.network.Networks.patchDiscriminator;
import static org.sfumato.network.Networks.resnetGenerator;
import static org.sfumato.restore.Restorers.translator;
import static org.sfumato.train.Trainings.cycleGan;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.Safetensors;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Losses;
import org.sfumato.network.PatchDiscriminator;
import org.sfumato.network.ResnetGenerator;
import org.sfumato.restore.Translator;

/** CycleGAN in the small: it learns without pairs, and repeats itself bit for bit. */
class CycleGanTest {
  private static final int SIDE = 8;
  private static final ResnetGenerator NET = resnetGenerator(SIDE, 1).width(4).blocks(1);
  private static final PatchDiscriminator CRITIC = patchDiscriminator(1).width(4).layers(1);
  private static final Images BRIGHT = squares(40, 1, .1, .9);
  private static final Images DARK = squares(36, 2, .8, .2);

  @TempDir Path folder;

  /** A square of 3×3 pixels of one level somewhere on a ground of another. */
  private static Images squares(int n, long seed, double ground, double square) {
    var random = new Random(seed);
    var values = new float[n * SIDE * SIDE];
    for (int i = 0; i < n; i++) {
      int top = random.nextInt(SIDE - 2);
      int left = random.nextInt(SIDE - 2);
      for (int k = 0; k < SIDE * SIDE; k++) {
        int y = k / SIDE - top;
        int x = k % SIDE - left;
        boolean in = y >= 0 && y < 3 && x >= 0 && x < 3;
        values[i * SIDE * SIDE + k] = (float) ((in ? square : ground) + .02 * random.nextDouble());
      }
    }
    return Data.imagesOf(values, n, 1, SIDE, SIDE);
  }

  private static Training<Translator> tiny(int steps) {
    return cycleGan(BRIGHT, DARK, NET, CRITIC).steps(steps).batch(2).seed(4);
  }

  /**
   * What the other kind looks like is told by the critic alone: of the nine in 64 pixels of a dark
   * square on a bright ground, mean and spread. The cycle keeps apart what was different.
   */
  @Tag("slow")
  @Test
  void should_learn_to_translate_without_pairs() {
    var fit =
        cycleGan(BRIGHT, DARK, NET.width(8), CRITIC.width(8)).steps(400).batch(4).rate(1e-3).fit();
    double before = mean(fit.losses(), 0, 20);
    double after = mean(fit.losses(), 380, 400);
    assertTrue(after < .5 * before, before + " → " + after);
    var there = fit.model().restore(observed(squares(20, 7, .1, .9)));
    double[] wanted = moments(DARK);
    double[] found = moments(there);
    assertEquals(wanted[0], found[0], .1, "mean");
    assertEquals(wanted[1], found[1], .1, "standard deviation");
  }

  private static double[] moments(Images x) {
    double mean = 0;
    double square = 0;
    float[] v = x.values();
    for (float one : v) {
      mean += (double) one / v.length;
      square += (double) one * one / v.length;
    }
    return new double[] {mean, Math.sqrt(square - mean * mean)};
  }

  private static double mean(java.util.List<Double> values, int from, int to) {
    return values.subList(from, to).stream().mapToDouble(d -> d).average().orElseThrow();
  }

  @Test
  void should_repeat_itself_bit_for_bit_and_differ_by_seed() {
    var fit = tiny(6).fit();
    assertEquals(fit.model().weights().hash(), tiny(6).fit().model().weights().hash());
    assertEquals(fit.losses(), tiny(6).fit().losses());
    assertNotEquals(fit.model().weights().hash(), hash(tiny(6).seed(5)));
    assertNotEquals(fit.model().weights().hash(), hash(tiny(6).augmented()));
    assertNotEquals(fit.model().weights().hash(), hash(tiny(6).mixed()));
  }

  private static String hash(Training<Translator> t) {
    return t.fit().model().weights().hash();
  }

  /** Past the fiftieth image, where the pool begins to choose. */
  @Test
  void should_go_on_exactly_where_it_was_stopped() throws Exception {
    var whole = tiny(40).augmented().fit();
    var state = folder.resolve("state.safetensors");
    for (int stop : new int[] {9, 33}) {
      var e =
          assertThrows(
              Interrupted.class,
              () ->
                  Stopped.after(stop, tiny(40).augmented().checkpoint(state.toString()).resume()));
      assertEquals(
          "training stopped at step "
              + stop
              + " of 40; run it again with .resume() to go on from "
              + state,
          e.getMessage());
      assertEquals(stop, assertInstanceOf(Fit.class, e.kept().orElseThrow()).losses().size());
    }
    var resumed = tiny(40).augmented().checkpoint(state.toString()).resume().fit();
    assertEquals(whole.losses(), resumed.losses());
    assertEquals(whole.model().weights().hash(), resumed.model().weights().hash());
    assertEquals(whole.model().provenance().hash(), resumed.model().provenance().hash());
    var other = tiny(40).augmented().rate(1e-3).from(state.toString());
    assertTrue(
        assertThrows(IllegalArgumentException.class, other::fit)
            .getMessage()
            .startsWith(state + " is the state of another training:\n  cycleGan("));
  }

  /** With as many of each, the two orders would otherwise pair them. */
  @Test
  void should_take_the_two_sets_in_orders_of_their_own() {
    var rows = IntStream.range(0, 36).toArray();
    var of = new Material.OfImages(DARK);
    var one = new Batches(of, rows, 36, 1, false);
    var other = new Batches(of, rows, 36, 1, false, "batch of targets");
    assertTrue(!java.util.Arrays.equals(one.at(0).places(), other.at(0).places()));
  }

  @Test
  void should_learn_from_a_few_sources() {
    var fit = cycleGan(BRIGHT.first(2), DARK, NET, CRITIC).steps(5).batch(4).fit();
    assertEquals(5, fit.losses().size());
    assertTrue(fit.text().contains("imagesOf(…).first(2)"), fit.text());
    assertEquals(10, cycleGan(BRIGHT.first(8), DARK, NET, CRITIC).batch(4).epochs(5).steps());
  }

  @Test
  void should_keep_both_ways_when_it_is_saved() {
    var fit = tiny(4).fit();
    var file = fit.save(folder.resolve("t.safetensors").toString()).toString();
    var read = translator(file);
    assertEquals(fit.model().provenance().hash(), read.provenance().hash());
    for (var way : new Translator[] {fit.model(), fit.model().inverse()}) {
      var again = way.text().endsWith(".inverse()") ? read.inverse() : read;
      assertArrayEquals(
          way.restore(observed(DARK)).values(), again.restore(observed(DARK)).values());
    }
    assertEquals(tiny(4).text(), read.provenance().identity().get("recipe"));
    var half = fit.half().save(folder.resolve("half.safetensors").toString());
    assertEquals(fit.half().model().weights().hash(), translator(half.toString()).weights().hash());
  }

  @Test
  void should_follow_the_cycle_and_say_what_it_learnt_from() {
    var fit = tiny(20).fit();
    assertEquals("cycle error, mean |F(G(x)) − x|", fit.curve().y().label());
    assertTrue(
        fit.text()
            .matches(
                ".* → cycle error [0-9.]+ after 20 steps; learnt from clean images: .* and .*, unpaired"),
        fit.text());
    var seen = Corruptions.missing(.5).apply(BRIGHT).preview();
    var measured = cycleGan(seen, DARK, NET, CRITIC).steps(1).fit();
    assertTrue(measured.learntFrom().startsWith("measurements taken for images: "));
  }

  @Test
  void should_hold_its_rate_and_then_let_it_fall_in_a_straight_line() {
    var first = tiny(8).fit().losses();
    assertEquals(first.subList(0, 5), tiny(10).fit().losses().subList(0, 5));
    assertNotEquals(first.subList(5, 8), tiny(10).fit().losses().subList(5, 8));
  }

  @Test
  void should_say_what_cannot_be_trained() {
    refused(
        "cycleGan translates to and fro, so both sets have images of one shape, but imagesOf(…) has [1, 8, 8] and imagesOf(…) has [1, 16, 16]; resize(n) or toGray() one of them",
        () -> cycleGan(BRIGHT, Bench.pictures(2, 1, 16, 16, 1)));
    refused(
        "there is nothing to train on: imagesOf(…).first(0)",
        () -> cycleGan(BRIGHT, DARK.first(0)));
    var odd = Bench.pictures(2, 1, 10, 10, 1);
    refused(
        "cycleGan translates squares whose side is a multiple of 4 from 8 up, but imagesOf(…) has images of shape [1, 10, 10]; resize(n) would fit",
        () -> cycleGan(odd, odd));
    refused(
        "resnetGenerator(16, 1).width(32).blocks(6) translates images of shape [1, 16, 16], but these have [1, 8, 8]; use resnetGenerator(8, 1)",
        () -> cycleGan(BRIGHT, DARK, resnetGenerator(16, 1), CRITIC));
    refused(
        "patchDiscriminator(3).width(32).layers(3) judges images of 3 channels, but these have 1; use patchDiscriminator(1)",
        () -> cycleGan(BRIGHT, DARK, NET, patchDiscriminator(3)));
    refused(
        "patchDiscriminator(1).width(32).layers(3) judges patches of 70×70 pixels and finds none in images of 8×8; give it fewer layers(n)",
        () -> cycleGan(BRIGHT, DARK, NET, patchDiscriminator(1)));
    var said = tiny(3).text().replaceAll("\\.steps.*", "");
    refused(said + " has its two sets of images; leave on(…) out", () -> tiny(3).on(BRIGHT));
    refused(said + " has no use for ema(…); leave it out", () -> tiny(3).ema(5));
    refused(
        said + " has losses of its own; leave minimise(…) out",
        () -> tiny(3).minimise(Losses.denoising()));
    var prior = folder.resolve("prior.safetensors");
    new Safetensors(java.util.Map.of("note", ""), java.util.Map.of(), java.util.Map.of())
        .write(prior);
    refused(
        prior
            + " is not the state of a training; from(path) needs a file that checkpoint(path) wrote",
        () -> tiny(3).from(prior.toString()).fit());
    refused(
        prior + " is not a prior: its header names no network",
        () -> Diffusion.checkpoint(prior.toString()));
  }

  @Test
  void should_stop_when_the_numbers_run_away() {
    var e = assertThrows(IllegalStateException.class, () -> tiny(60).rate(1e30).fit());
    assertTrue(e.getMessage().contains("use a smaller rate"), e.getMessage());
  }

  @Test
  void should_print_its_recipe_and_its_game() {
    assertEquals(
        "cycleGan(imagesOf(…), imagesOf(…), resnetGenerator(8, 1).width(4).blocks(1), patchDiscriminator(1).width(4).layers(1)).steps(3).batch(2).rate(0.0002).seed(4).mixed().checkpoint(\"a\")",
        tiny(3).mixed().checkpoint("a").text());
    assertEquals(
        "cycleGan(imagesOf(…), imagesOf(…)).steps(10000).batch(1).rate(0.0002).seed(0)",
        cycleGan(BRIGHT, DARK).text());
    assertTrue(tiny(3).latex().orElseThrow().startsWith("\\min_{G,F}\\; \\mathbb E\\, ( D_B("));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
