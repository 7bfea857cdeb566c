package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Cancel;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Progress;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Loss;
import org.sfumato.network.Networks;
import org.sfumato.network.Unet;

/**
 * A training in the small: it learns, repeats itself bit for bit, and goes on where it was stopped.
 */
class TrainingTest {
  private static final Unet NET = Networks.unet(8, 1).channels(8, 16);
  private static final Images DATA = Bench.pictures(20, 1, 8, 8, 2);

  @TempDir Path folder;

  @AfterEach
  void nobody_is_stopped_after_this() {
    Cancel.clear();
  }

  private static Training<Trained> tiny(int steps) {
    return Trainings.train(NET).on(DATA).steps(steps).batch(8).rate(3e-3).ema(100).seed(4);
  }

  @Test
  void should_lower_the_loss() {
    var fit = tiny(240).fit();
    double first = mean(fit.losses().subList(0, 24));
    double last = mean(fit.losses().subList(216, 240));
    assertTrue(last < .7 * first, first + " → " + last);
    assertEquals(240, fit.losses().size());
    assertEquals(last, fit.last(), 1e-12);
    // The trained prior denoises better than the mean of the data does.
    double sigma = .1;
    double error =
        Bench.scoped(
            () -> {
              var x = Torch.manager().create(DATA.values(), new Shape(20, 1, 8, 8));
              var noise = Torch.manager().create(normals(20 * 64), new Shape(20, 1, 8, 8));
              var d = Grad.off(() -> fit.model().denoise(x.add(noise.mul(sigma)), sigma));
              return Math.sqrt(d.sub(x).square().mean().toFloatArray()[0]);
            });
    assertTrue(error < .95 * sigma, "noise of " + sigma + " became an error of " + error);
  }

  private static float[] normals(int n) {
    var z = new float[n];
    var random = new java.util.Random(1);
    for (int k = 0; k < n; k++) {
      z[k] = (float) random.nextGaussian();
    }
    return z;
  }

  private static double mean(List<Double> v) {
    return v.stream().mapToDouble(d -> d).average().orElseThrow();
  }

  @Test
  void should_repeat_itself_bit_for_bit_and_differ_by_seed() {
    var fit = tiny(7).augmented().fit();
    assertEquals(fit.model().weights().hash(), tiny(7).augmented().fit().model().weights().hash());
    assertEquals(fit.losses(), tiny(7).augmented().fit().losses());
    assertNotEquals(
        fit.model().weights().hash(), tiny(7).augmented().seed(5).fit().model().weights().hash());
    assertNotEquals(fit.model().weights().hash(), tiny(7).fit().model().weights().hash());
  }

  /** A cell runs on a thread of its own, which starts with gradients on. */
  @Test
  void should_run_on_any_thread() throws InterruptedException {
    var hash = new AtomicReference<Object>();
    var cell =
        new Thread(
            () -> {
              try {
                hash.set(tiny(3).fit().model().weights().hash());
              } catch (RuntimeException e) {
                hash.set(e);
              }
            });
    cell.start();
    cell.join();
    assertEquals(tiny(3).fit().model().weights().hash(), hash.get());
  }

  @Test
  void should_go_on_exactly_where_it_was_stopped() {
    var whole = tiny(12).augmented().fit();
    var state = folder.resolve("state.safetensors");
    var e =
        assertThrows(
            Interrupted.class,
            () -> stoppedAfter(5, tiny(12).augmented().checkpoint(state.toString())));
    assertEquals(
        "training stopped at step 5 of 12; run it again with .resume() to go on from " + state,
        e.getMessage());
    var kept = assertInstanceOf(Fit.class, e.kept().orElseThrow());
    assertEquals(5, kept.losses().size());
    var resumed = tiny(12).augmented().from(state.toString()).fit();
    assertEquals(whole.losses(), resumed.losses());
    assertEquals(whole.model().weights().hash(), resumed.model().weights().hash());
    assertEquals(whole.model().provenance().hash(), resumed.model().provenance().hash());
  }

  private static Fit<?> stoppedAfter(int steps, Training<?> training) throws Exception {
    try (var ear =
        Progress.listen(
            p -> {
              if (p.done() == steps) {
                Cancel.request();
              }
            })) {
      return training.fit();
    } finally {
      Cancel.clear();
    }
  }

  @Test
  void should_say_how_an_interrupted_training_could_have_been_kept() {
    var e = assertThrows(Interrupted.class, () -> stoppedAfter(2, tiny(9)));
    assertEquals(
        "training stopped at step 2 of 9; with .checkpoint(path).resume() it could go on",
        e.getMessage());
    Cancel.request();
    var at0 = assertThrows(Interrupted.class, () -> tiny(9).fit());
    assertTrue(at0.kept().isEmpty());
  }

  @Test
  void should_save_even_when_its_thread_was_interrupted() {
    var state = folder.resolve("state.safetensors");
    Thread.currentThread().interrupt();
    assertThrows(Interrupted.class, () -> tiny(9).checkpoint(state.toString()).fit());
    assertTrue(Thread.interrupted());
    assertTrue(Files.exists(state));
    assertEquals(9, tiny(9).from(state.toString()).fit().losses().size());
  }

  @Test
  void should_keep_a_fit_that_is_loaded_as_the_same_denoiser() {
    var fit = tiny(5).fit();
    var file = fit.save(folder.resolve("prior.safetensors").toString());
    var prior = Diffusion.checkpoint(file.toString());
    assertEquals(fit.model().weights().hash(), prior.weights().hash());
    assertEquals(fit.model().network(), prior.network());
    assertEquals(fit.model().provenance().hash(), prior.provenance().hash());
    assertEquals(fit.text().replaceAll(" → .*", ""), prior.provenance().identity().get("recipe"));
    assertArrayEquals(denoised(fit.model()), denoised(prior));
  }

  private static float[] denoised(Trained prior) {
    return Bench.scoped(
        () -> {
          var x = Torch.manager().create(DATA.first(4).values(), new Shape(4, 1, 8, 8));
          return Grad.off(() -> prior.denoise(x, .2)).toFloatArray();
        });
  }

  @Test
  void should_keep_the_moving_average_and_not_the_last_weights() {
    var state = folder.resolve("state.safetensors");
    var fit = tiny(30).ema(1e6).checkpoint(state.toString()).fit();
    var stored = Safetensors.read(state);
    int different = 0;
    for (var entry : fit.model().weights().values().entrySet()) {
      assertArrayEquals(stored.values().get("average." + entry.getKey()), entry.getValue());
      different +=
          java.util.Arrays.equals(stored.values().get(entry.getKey()), entry.getValue()) ? 0 : 1;
    }
    assertTrue(different > 10);
  }

  /**
   * a ← d a + (1 − d) w with a half-life of min(ema, 5 % of what was seen), by the weights of each
   * step.
   */
  @Test
  void should_average_with_the_half_life_it_was_given() {
    double[] expected = null;
    var name = "out.bias";
    for (int steps = 1; steps <= 4; steps++) {
      var state = folder.resolve("state" + steps);
      int at = steps;
      assertThrows(
          Interrupted.class, () -> stoppedAfter(at, tiny(50).checkpoint(state.toString())));
      var stored = Safetensors.read(state);
      double w = stored.values().get(name)[0];
      double seen = 8.0 * steps;
      double decay = Math.pow(.5, 8 / Math.min(100, .05 * seen));
      expected =
          new double[] {expected == null ? (1 - decay) * w : decay * expected[0] + (1 - decay) * w};
      assertEquals(
          expected[0], stored.values().get("average." + name)[0], 1e-7 + 1e-5 * Math.abs(w));
    }
  }

  @Test
  void should_say_what_is_no_state_to_go_on_from() throws IOException {
    var state = folder.resolve("state.safetensors");
    var none = folder.resolve("none");
    refused("there is no file " + none, () -> tiny(3).from(none.toString()).fit());
    new Safetensors(Map.of(), Map.of(), Map.of()).write(state);
    refused(
        state
            + " is neither the state of a training nor a prior; from(path) needs a file that checkpoint(path) or save(path) wrote",
        () -> tiny(3).from(state.toString()).fit());
    refused(
        folder.resolve("s2") + " is not a prior: its header names no network",
        () -> {
          tiny(3).checkpoint(folder.resolve("s2").toString()).fit();
          Diffusion.checkpoint(folder.resolve("s2").toString());
        });
    tiny(3).checkpoint(state.toString()).fit();
    refused(
        state
            + " is the state of another training:\n  "
            + tiny(3).text()
            + "\nand not of\n  "
            + tiny(3).rate(1e-3).text(),
        () -> tiny(3).rate(1e-3).from(state.toString()).fit());
    var stored = Safetensors.read(state);
    var values = new LinkedHashMap<>(stored.values());
    values.remove("second.out.weight");
    new Safetensors(stored.note(), values, stored.shapes()).write(state);
    refused(
        state
            + " lacks «second.out.weight» of shape [1, 8, 3, 3]; it is the state of another network",
        () -> tiny(3).from(state.toString()).fit());
    byte[] bytes = Files.readAllBytes(state);
    Files.write(state, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    var e =
        assertThrows(IllegalArgumentException.class, () -> tiny(3).from(state.toString()).fit());
    assertTrue(
        e.getMessage().startsWith(state + " is not a whole safetensors file: "), e.getMessage());
  }

  @Test
  void should_not_begin_a_training_whose_state_cannot_be_saved() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "in the way");
    var e =
        assertThrows(
            UncheckedIOException.class,
            () -> tiny(100).checkpoint(file.resolve("state").toString()).fit());
    assertTrue(
        e.getMessage().startsWith("could not write " + file.resolve("state")), e.getMessage());
  }

  @Test
  void should_say_what_cannot_be_trained() {
    refused(
        "the network takes images of shape [1, 8, 8], but imagesOf(…) has [1, 16, 16]; resize(8) would fit",
        () -> Trainings.train(NET).on(Bench.pictures(2, 1, 16, 16, 1)));
    refused(
        "there is nothing to train on: imagesOf(…).first(0)",
        () -> Trainings.train(NET).on(DATA.first(0)));
    refused("a training takes at least one step, not 0", () -> Trainings.train(NET).steps(0));
    refused("a step takes at least one image, not 0", () -> Trainings.train(NET).batch(0));
    refused("a learning rate is a number above 0, not -0.1", () -> Trainings.train(NET).rate(-.1));
    refused(
        "the moving average's half-life is a number of images above 0, not 0.0",
        () -> Trainings.train(NET).ema(0));
    assertEquals(
        "there is nothing to train on: say on(images) first",
        assertThrows(IllegalStateException.class, () -> Trainings.train(NET).fit()).getMessage());
  }

  @Test
  void should_stop_when_the_loss_is_no_number() {
    Torch.start();
    int before = Torch.liveArrays();
    Loss breaks =
        (net, x0, s) ->
            net.denoise(x0, Torch.manager().ones(new Shape(8)))
                .reshape(8, -1)
                .mean(new int[] {1})
                .mul(Double.NaN);
    assertEquals(
        "the loss is NaN at step 0; use a smaller rate",
        assertThrows(IllegalStateException.class, () -> tiny(3).minimise(breaks).fit())
            .getMessage());
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_refuse_a_loss_that_is_not_one_value_per_image() {
    record Total() implements Loss {
      @Override
      public ai.djl.ndarray.NDArray of(
          Denoiser net, ai.djl.ndarray.NDArray x0, org.sfumato.Step s) {
        return net.denoise(x0, x0.getManager().ones(new Shape(8))).sum();
      }
    }
    refused(
        "loss Total returned a scalar, but one value per image is needed, [8]; use sqNorm(a), norm(a) or average(a)",
        () -> tiny(3).minimise(new Total()).fit());
  }

  /**
   * Batches of 8 from 5 images hold some images twice: each time with noise and a level of its own.
   */
  @Test
  void should_give_every_visit_of_an_image_noise_of_its_own() {
    var seen = new ArrayList<float[]>();
    Loss watch =
        (net, x0, s) -> {
          seen.add(s.normal("noise").toFloatArray());
          return net.denoise(x0, x0.getManager().ones(new Shape(8)))
              .reshape(8, -1)
              .mean(new int[] {1});
        };
    tiny(6).on(DATA.first(5)).minimise(watch).fit();
    var different = new HashSet<String>();
    for (float[] batch : seen) {
      for (int k = 0; k < 8; k++) {
        different.add(
            java.util.Arrays.toString(java.util.Arrays.copyOfRange(batch, 64 * k, 64 * k + 64)));
      }
    }
    assertEquals(6 * 8, different.size());
  }

  @Test
  void should_visit_every_image_once_a_pass() {
    var seen = new ArrayList<Float>();
    Loss watch =
        (net, x0, s) -> {
          float[] v = x0.toFloatArray();
          for (int k = 0; k < 8; k++) {
            seen.add(v[64 * k]);
          }
          return net.denoise(x0, x0.getManager().ones(new Shape(8)))
              .reshape(8, -1)
              .mean(new int[] {1});
        };
    tiny(10).minimise(watch).fit();
    for (int pass = 0; pass < 4; pass++) {
      assertEquals(20, new HashSet<>(seen.subList(20 * pass, 20 * pass + 20)).size());
    }
    assertFalse(seen.subList(0, 20).equals(seen.subList(20, 40)));
  }

  @Test
  void should_print_its_recipe() {
    assertEquals(
        "train(unet(8, 1).channels(8, 16).blocks(1)).on(imagesOf(…)).minimise(denoising()).steps(3).batch(8).rate(0.003).ema(100).seed(4)"
            + ".augmented().checkpoint(\"a\").from(\"b\")",
        tiny(3).augmented().checkpoint("a").from("b").text());
    assertTrue(tiny(3).latex().orElseThrow().startsWith("\\mathcal L = "));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
