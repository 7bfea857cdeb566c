package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Cancel;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Progress;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.Trained;
import org.sfumato.judge.Judging;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Loss;
import org.sfumato.loss.Losses;
import org.sfumato.metric.Metrics;
import org.sfumato.network.Networks;
import org.sfumato.network.Unet;
import org.sfumato.sampler.Samplers;

/** How a training is set, resumed, begun with a prior, ended early, and what it says of itself. */
class FittingTest {
  private static final Unet NET = Networks.unet(8, 1).channels(8);
  private static final Images DATA = Bench.pictures(60, 1, 8, 8, 2);

  @TempDir Path folder;

  @AfterEach
  void nobody_is_stopped_after_this() {
    Cancel.clear();
  }

  private static Training<Trained> tiny(int steps) {
    return Trainings.train(NET).on(DATA).steps(steps).batch(4).ema(100).seed(4);
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  @Test
  void should_say_what_was_changed_and_in_any_order() {
    assertEquals(
        "train(unet(8, 1).channels(8).blocks(1)).on(imagesOf(…)).minimise(denoising()).steps(3).batch(4).rate(0.001).ema(100).seed(4)"
            + ".constantRate().clip(0.5).patience(7).augmented().mixed().checkpoint(\"c\").resume()",
        tiny(3)
            .mixed()
            .resume()
            .patience(7)
            .clip(.5)
            .augmented()
            .constantRate()
            .checkpoint("c")
            .text());
    assertEquals(tiny(3).text(), tiny(3).clip(1).text());
    assertEquals(30, Trainings.train(NET).epochs(2).batch(4).on(DATA).steps());
    assertEquals(9, tiny(1).epochs(2).steps(9).steps());
    assertTrue(Trainings.train(NET).epochs(2).text().contains(".epochs(2).batch(32)"));
    refused("the gradients' largest norm is a number above 0, not 0.0", () -> tiny(1).clip(0));
    refused(
        "patience(n) waits for at least one look without progress, not 0",
        () -> tiny(1).patience(0));
    refused("a training takes at least one pass over its images, not 0", () -> tiny(1).epochs(0));
  }

  @Test
  void should_warm_up_and_then_follow_a_cosine_or_stay() {
    var cosine = new Pace(1000, 4, 2, false, 100);
    var constant = new Pace(1000, 4, 2, true, 100);
    assertEquals(2. / 20, cosine.rate(0), 1e-12);
    assertEquals(2 * 10 / 20., constant.rate(9), 1e-12);
    assertEquals(2, constant.rate(999), 1e-12);
    assertEquals(1, cosine.rate(500), 1e-12);
    assertEquals(1 + Math.cos(Math.PI / 4), cosine.rate(250), 1e-12);
    assertNotEquals(hash(tiny(5)), hash(tiny(5).constantRate()));
    assertNotEquals(hash(tiny(5)), hash(tiny(5).clip(1e-3)));
  }

  private static String hash(Training<Trained> t) {
    return t.fit().model().weights().hash();
  }

  @Test
  void should_go_on_from_its_checkpoint_when_it_is_run_again() throws Exception {
    var state = folder.resolve("state");
    var training = tiny(7).checkpoint(state.toString()).resume();
    try (var ear =
        Progress.listen(
            p -> {
              if (p.done() == 3) {
                Cancel.request();
              }
            })) {
      var e = assertThrows(Interrupted.class, training::fit);
      assertEquals(
          "training stopped at step 3 of 7; run it again with .resume() to go on from " + state,
          e.getMessage());
    }
    Cancel.clear();
    var uninterrupted = hash(tiny(7));
    var first = new ArrayList<Integer>();
    try (var ear = Progress.listen(p -> first.add(p.done()))) {
      assertEquals(uninterrupted, hash(training));
    }
    assertEquals(3, first.get(0));
    // A finished training is there at once.
    assertEquals(uninterrupted, hash(training));
    assertEquals(
        "resume() goes on from the checkpoint: say checkpoint(path) too",
        assertThrows(IllegalStateException.class, () -> tiny(3).resume().fit()).getMessage());
    refused(
        state + " is the state of a training on other images; train on those, or begin anew",
        () -> training.on(Bench.pictures(60, 1, 8, 8, 3)).fit());
  }

  @Test
  void should_begin_with_the_weights_of_a_prior_and_say_so() {
    var file = folder.resolve("prior").toString();
    var first = tiny(4).fit();
    first.save(file);
    var fine = tiny(3).from(file).fit();
    assertEquals(fine.model().weights().hash(), hash(tiny(3).from(Diffusion.checkpoint(file))));
    assertNotEquals(hash(tiny(3)), fine.model().weights().hash());
    var said = fine.model().provenance().identity();
    assertEquals(first.model().weights().hash(), said.get("begun with.weights"));
    assertEquals(
        "clean images: imagesOf(…); begun with checkpoint(\""
            + file
            + "\"), learnt from clean images: imagesOf(…)",
        fine.learntFrom());
    // With a rate of next to nothing it stays what it was.
    var same = tiny(1).rate(1e-12).from(first.model()).fit().model().weights().values();
    first
        .model()
        .weights()
        .values()
        .forEach((name, v) -> assertArrayEquals(v, same.get(name), 1e-6f));
    var other = Trainings.train(Networks.unet(8, 1).channels(16)).on(DATA);
    refused(
        "prior(\"trained\") is a unet(8, 1).channels(8).blocks(1), which is not the network to be trained, unet(8, 1).channels(16).blocks(1); write train(unet(8, 1).channels(8).blocks(1))",
        () -> other.from(first.model()).fit());
  }

  @Test
  void should_claim_measurements_only_where_that_is_so() {
    var A = Corruptions.missing(.5);
    var y = A.apply(DATA);
    var ambient = tiny(2).on(y).minimise(Losses.ambient(A, A.further(.1)));
    var alone = ambient.fit();
    assertEquals("measurements only: missing(0.5) of 60 images", alone.learntFrom());
    assertTrue(
        alone.text().endsWith("; learnt from measurements only: missing(0.5) of 60 images"),
        alone.text());
    assertEquals(
        "measurements only: missing(0.5) of 60 images; begun with prior(\"trained\"), learnt from measurements only: missing(0.5) of 60 images",
        ambient.from(alone.model()).fit().learntFrom());
    assertEquals(
        "measurements: missing(0.5) of 60 images; begun with prior(\"trained\"), learnt from clean images: imagesOf(…)",
        ambient.from(tiny(2).fit().model()).fit().learntFrom());
    assertEquals(
        "measurements taken for images: missing(0.5) of 60 images",
        tiny(2).on(y.preview()).fit().learntFrom());
    var flipped = new ArrayList<Trained>();
    flipped.add(ambient.augmented().fit().model());
    assertNotEquals(alone.model().weights().hash(), flipped.get(0).weights().hash());
  }

  @Test
  void should_stop_when_what_was_held_out_gets_no_better() {
    // A loss that nothing lowers: the first look stays the best.
    Loss flat =
        (net, x0, s) -> {
          int n = (int) x0.getShape().get(0);
          var d = net.denoise(x0, x0.getManager().ones(new Shape(n)));
          return d.reshape(n, -1).mean(new int[] {1}).mul(0).add(1);
        };
    var t = tiny(2000).minimise(flat).patience(2);
    var fit = t.fit();
    assertEquals(300, fit.losses().size());
    assertTrue(
        fit.text()
            .contains(
                " after 300 steps; of these the weights after 100 are kept, with a loss of 1 on what was held out; learnt from "),
        fit.text());
    assertEquals("300", fit.model().provenance().identity().get("steps"));
    assertEquals(2, fit.curve().series().size());
    refused(
        "patience(n) holds out one image in 20 to see whether there is progress, and imagesOf(…).first(20) has 20; it needs at least 40",
        () -> t.on(DATA.first(20)).fit());
    var held = HeldOut.of(new Material.OfImages(DATA.and(DATA)), 1);
    assertEquals(3 * 2, held.size());
    assertEquals(114, held.rest().length);
  }

  /** The sweep of the further corruption that Daras et al. do for choosing δ. */
  @Test
  void should_be_swept_over_delta() {
    var A = Corruptions.missing(.5);
    var y = A.apply(DATA);
    var start = DATA.first(4);
    var table =
        Judging.sweep(
                Judging.over("δ", .1, .5),
                δ ->
                    Samplers.sample(
                            tiny(3).on(y).minimise(Losses.ambient(A, A.further(δ))).fit().model())
                        .with(Samplers.euler(2))
                        .from(Samplers.noised(start, .9)))
            .score(Metrics.psnr(start));
    assertEquals(2, table.values("PSNR").length);
    assertTrue(table.text().contains("δ = 0.5"), table.text());
  }

  @Test
  void should_show_what_it_has_learnt_so_far_to_whoever_watches() throws Exception {
    var pictures = new ArrayList<org.sfumato.Picture>();
    String watched;
    try (var ear =
        Progress.listen(
            p -> {
              if (p.task().startsWith("train")) {
                p.picture().ifPresent(make -> pictures.add(make.get()));
              }
            })) {
      watched = hash(tiny(60));
    }
    assertTrue(pictures.size() >= 1);
    assertTrue(pictures.get(0).height() > 200, "images over a curve");
    assertEquals(watched, hash(tiny(60)), "watching changes nothing");
  }
}
