package org.sfumato.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.ImageId;
import org.sfumato.Provenance;
import org.sfumato.corruption.Corruptions;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.network.Networks;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;

/** A prior that looks through masks: what its network sees, and when the masks change. */
class AmbientPriorTest {
  private static final Unet NET = Networks.unet(8, 1).channels(8).maskChannel();
  private static final List<ImageId> IDS =
      IntStream.range(0, 4).mapToObj(i -> new ImageId("draw", i)).toList();

  private static AmbientPrior untrained() {
    var weights = Weights.initial(NET.plan(), 3);
    var note = Provenance.of("masks", "missing(0.5).further(0.1)");
    return AmbientPrior.of(new NetworkPrior("untrained", NET, weights, note));
  }

  private static ChunkStep step(NDArray x, int index) {
    return new ChunkStep(x, IDS, new int[] {0, 1, 2, 3}, 4, new Noise(7), 1, .5, index);
  }

  private static NDArray state() {
    return Torch.manager().create(Bench.pictures(4, 1, 8, 8, 5).values(), new Shape(4, 1, 8, 8));
  }

  private static float[] through(AmbientPrior prior, NDArray x, int index) {
    return Grad.off(() -> prior.denoise(x, 1, step(x, index))).toFloatArray();
  }

  @Test
  void should_look_through_one_mask_during_a_run() {
    Bench.scoped(
        () -> {
          var x = state();
          assertArrayEquals(through(untrained(), x, 0), through(untrained(), x, 5));
          var anew = untrained().resampled();
          assertFalse(Arrays.equals(through(anew, x, 0), through(anew, x, 5)));
          return null;
        });
  }

  @Test
  void should_not_see_what_its_mask_hides() {
    Bench.scoped(
        () -> {
          var x = state();
          var s = step(x, 0);
          // The mask is where the answer changes when one pixel of the state does.
          var before = Grad.off(() -> untrained().denoise(x, 1, s)).toFloatArray();
          int felt = 0;
          for (int k = 0; k < 64; k++) {
            var values = x.toFloatArray();
            values[k] += 1;
            var moved = Torch.manager().create(values, x.getShape());
            var after = Grad.off(() -> untrained().denoise(moved, 1, s)).toFloatArray();
            felt += Arrays.equals(before, after) ? 0 : 1;
          }
          // Of 64 pixels (1 − ½)(1 − .1) are seen: 29 ± 4.
          assertTrue(felt > 16 && felt < 42, felt + " of 64 pixels are seen");
          return null;
        });
  }

  @Test
  void should_look_through_other_masks_when_asked_for_another_draw() {
    Bench.scoped(
        () -> {
          var x = state();
          var s = step(x, 0);
          var first = Grad.off(() -> untrained().denoise(x, 1, s, 0)).toFloatArray();
          var second = Grad.off(() -> untrained().denoise(x, 1, s, 1)).toFloatArray();
          assertArrayEquals(through(untrained(), x, 0), first);
          assertFalse(Arrays.equals(first, second));
          return null;
        });
  }

  /** EDM's coefficients where a pixel is seen, and their limits for boundless noise elsewhere. */
  @Test
  void should_precondition_what_is_hidden_as_boundless_noise() {
    // Instead of a network, a function that returns 1.
    var one =
        Op.of(
            "def one(self, x: Tensor, c: Tensor, p: List[Tensor]) -> Tensor:\n  return torch.add(torch.mul(torch.slice(x, 1, 0, 1), 0.), 1.)\n");
    Bench.scoped(
        () -> {
          var w = new NDList(Torch.manager().create(new float[] {0}, new Shape(1)));
          var masked = Torch.manager().create(new float[] {.8f, .5f}, new Shape(2, 1, 1, 1));
          var seen = Torch.manager().create(new float[] {1, 0}, new Shape(2, 1, 1, 1));
          var sigma = Torch.manager().create(new float[] {.5f, .5f}, new Shape(2));
          var d = Grad.off(() -> NetworkPrior.denoise(one, w, masked, seen, sigma)).toFloatArray();
          assertEquals(.5 * (1 + .2 * .6 + .4472136), d[0], 1e-6);
          assertEquals(.5 * (1 + .5), d[1], 1e-6);
          return null;
        });
  }

  @Test
  void should_be_the_same_denoiser_in_training_and_in_use() {
    var weights = Weights.initial(NET.plan(), 3);
    var prior = new NetworkPrior("trained", NET, weights, Provenance.NONE);
    var function = Op.of(NET.plan().source());
    Bench.scoped(
        () -> {
          var x = state();
          var seen = x.gt(.5).toType(x.getDataType(), false);
          var masked = x.sub(.5).mul(seen).add(.5);
          var w = weights.upload(NET.plan(), Torch.manager());
          for (float sigma : new float[] {.002f, .5f, 30}) {
            var each =
                Torch.manager().create(new float[] {sigma, sigma, sigma, sigma}, new Shape(4));
            float[] training =
                Grad.off(() -> NetworkPrior.denoise(function, w, masked, seen, each))
                    .toFloatArray();
            float[] use = Grad.off(() -> prior.denoise(masked, seen, sigma)).toFloatArray();
            assertArrayEquals(training, use, 1e-5f);
          }
          return null;
        });
  }

  @Test
  void should_keep_its_masks_in_its_checkpoint(@TempDir Path folder) {
    var file = folder.resolve("a.safetensors");
    var weights = Weights.initial(NET.plan(), 3);
    var note = Map.of("network", NET.text(), "masks", "box(3, 2).further(0.25)");
    new Safetensors(note, weights.values(), weights.shapes()).write(file);
    var back = assertInstanceOf(AmbientPrior.class, NetworkPrior.read("a", file));
    assertEquals("box(3, 2).further(0.25)", back.provenance().identity().get("masks"));
    assertTrue(back.toString().endsWith("looks through box(3, 2).further(0.25)"));
    assertEquals(NET, back.network());
  }

  @Test
  void should_ask_for_masks_that_it_does_not_know() {
    var weights = Weights.initial(NET.plan(), 3);
    var prior = AmbientPrior.of(new NetworkPrior("mine", NET, weights, Provenance.NONE));
    Bench.scoped(
        () -> {
          var x = state();
          var e = assertThrows(IllegalStateException.class, () -> prior.denoise(x, 1, step(x, 0)));
          assertEquals(
              "prior(\"mine\") does not know the masks it was trained with; say them, such as masks(missing(0.8).further(0.1))",
              e.getMessage());
          var told = prior.masks(Corruptions.missing(.3).further(.1));
          assertEquals(4, Grad.off(() -> told.denoise(x, 1, step(x, 0))).getShape().get(0));
          return null;
        });
  }
}
