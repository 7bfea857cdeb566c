package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Cancel;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Progress;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.LmiForm;
import org.sfumato.diffusion.LmiPrior;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.loss.LmiDenoising;
import org.sfumato.loss.Losses;
import org.sfumato.metric.LocalMi;
import org.sfumato.network.Networks;
import org.sfumato.network.Unet;
import org.sfumato.restore.Restorers;

/** A denoiser told about sources: it learns, is kept with its maps, and translates. */
class LmiTrainingTest {
  private static final Unet NET = Networks.unet(8, 1).channels(8, 16);
  private static final Images DATA = Bench.pictures(20, 1, 8, 8, 2);
  private static final Images SOURCE = Bench.pictures(3, 1, 8, 8, 7);
  private static final LmiDenoising LOSS = Losses.lmiDenoising().bins(9);

  @TempDir Path folder;

  @AfterEach
  void nobody_is_stopped_after_this() {
    Cancel.clear();
  }

  private static Training<Trained> tiny(int steps) {
    return Trainings.train(NET)
        .on(DATA)
        .minimise(LOSS)
        .steps(steps)
        .batch(8)
        .rate(3e-3)
        .ema(100)
        .seed(4);
  }

  private static float[] translated(Trained prior) {
    return Restorers.midiffusion(prior)
        .steps(4)
        .seed(1)
        .restore(Corruptions.observed(SOURCE))
        .values();
  }

  @Test
  void should_lower_the_loss() {
    var losses = tiny(160).fit().losses();
    double first = losses.subList(0, 20).stream().mapToDouble(d -> d).average().orElseThrow();
    double last = losses.subList(140, 160).stream().mapToDouble(d -> d).average().orElseThrow();
    assertTrue(last < .8 * first, first + " → " + last);
  }

  @Test
  void should_translate_from_its_file_with_the_maps_of_its_training() {
    for (var loss : List.of(LOSS, LOSS.official().raw().ddpm())) {
      var fit = tiny(3).minimise(loss).fit();
      var made = assertInstanceOf(LmiPrior.class, fit.model());
      assertEquals(loss.form(), made.maps());
      var file = fit.save(folder.resolve("maps.safetensors").toString());
      var read = assertInstanceOf(LmiPrior.class, Diffusion.checkpoint(file.toString()));
      assertEquals(loss.form(), read.maps());
      assertArrayEquals(translated(made), translated(read), 1e-6f);
      assertEquals("unet(8, 1).channels(8, 16).blocks(1).mapChannels()", read.network().text());
      assertTrue(read.toString().endsWith("LMI maps: " + loss.form().text()), read.toString());
      assertTrue(
          Restorers.midiffusion(read)
              .steps(4)
              .restore(Corruptions.observed(SOURCE))
              .provenance()
              .identity()
              .get("prior.maps")
              .equals(loss.form().text()));
    }
  }

  @Test
  void should_go_on_from_a_checkpoint_to_the_weights_it_would_have_had() throws Exception {
    var whole = tiny(9).fit().model().weights().hash();
    var path = folder.resolve("state").toString();
    try (var registration = Progress.listen(p -> stopAt(p, 4))) {
      assertThrows(Interrupted.class, () -> tiny(9).checkpoint(path).fit());
    }
    Cancel.clear();
    assertTrue(Files.exists(Path.of(path)));
    assertEquals(whole, tiny(9).checkpoint(path).resume().fit().model().weights().hash());
    assertEquals(
        whole, tiny(9).fit().model().weights().hash(), "maps that were kept change nothing");
    assertNotEquals(whole, tiny(9).minimise(LOSS.raw()).fit().model().weights().hash());
  }

  /** A prior without maps is where it begins, to the last bit of what it draws. */
  @Test
  void should_begin_with_a_prior_that_knows_no_maps() {
    var plain = Trainings.train(NET).on(DATA).steps(5).batch(8).seed(1).fit().model();
    var told = tiny(1).rate(1e-12).ema(1).from(plain).fit().model();
    var source = SOURCE.first(1);
    var x =
        Bench.scoped(
            () -> {
              var state = Torch.manager().create(source.values(), shape());
              var maps = Torch.manager().ones(new ai.djl.ndarray.types.Shape(1, 2, 8, 8));
              return new float[][] {
                plain.denoise(state, .3).toFloatArray(),
                ((LmiPrior) told).conditioned(state, maps, .3).toFloatArray()
              };
            });
    assertArrayEquals(x[0], x[1], 1e-5f);
  }

  private static ai.djl.ndarray.types.Shape shape() {
    return new ai.djl.ndarray.types.Shape(1, 1, 8, 8);
  }

  @Test
  void should_leave_native_memory_as_it_was() {
    var prior = tiny(2).fit().model();
    translated(prior);
    int before = Torch.liveArrays();
    translated(prior);
    translated(prior);
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_draw_nothing_without_a_source() {
    var prior = tiny(1).fit().model();
    assertEquals(
        "prior(\"trained\") is told about a source by maps of local mutual information and draws nothing without one; use midiffusion(prior(\"trained\")).restore(observed(source)), or sample(prior(\"trained\").given(source))",
        assertThrows(IllegalStateException.class, () -> prior.denoise(null, .1)).getMessage());
  }

  @Test
  void should_not_take_a_file_whose_maps_are_unknown() {
    var fit = tiny(1).fit();
    var net =
        new org.sfumato.diffusion.NetworkPrior(
            "lost", fit.model().network(), fit.model().weights(), org.sfumato.Provenance.NONE);
    assertEquals(
        "prior(\"lost\") has channels for maps of local mutual information and does not say how they were made in training; save it by fit().save(path)",
        assertThrows(IllegalArgumentException.class, net::told).getMessage());
    net.free();
  }

  @Test
  void should_make_maps_of_a_coloured_image_by_its_gray() {
    var colour = Bench.pictures(8, 3, 8, 8, 1);
    var fit =
        Trainings.train(Networks.unet(8, 3).channels(8, 16))
            .on(colour)
            .minimise(LOSS)
            .steps(2)
            .batch(4)
            .fit();
    assertEquals(new LmiForm(LocalMi.usual().bins(9), false), ((LmiPrior) fit.model()).maps());
    assertTrue(Double.isFinite(fit.last()));
  }

  private static void stopAt(Progress event, int step) {
    if (event.done() == step) {
      Cancel.request();
    }
  }
}
