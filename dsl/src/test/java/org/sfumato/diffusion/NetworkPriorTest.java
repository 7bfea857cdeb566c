package org.sfumato.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Provenance;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.network.Networks;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;

/** EDM's preconditioning, in the network's range σ = 1 and in ours. */
class NetworkPriorTest {
  private static final Unet NET = Networks.unet(8, 1).channels(8);

  /** A network that returns 1 everywhere: all weights zero but the last bias. */
  private static NetworkPrior one() {
    var plan = NET.plan();
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    for (var p : plan.parameters()) {
      values.put(p.name(), new float[p.size()]);
      shapes.put(p.name(), p.shape());
    }
    values.get("out.bias")[0] = 1;
    return new NetworkPrior("one", NET, new Weights(values, shapes), Provenance.NONE);
  }

  @Test
  void should_have_the_published_coefficients_at_one() {
    // c_skip .2, c_out .4472136 at σ_net = 1, which is ½ here: D = ½(1 + .2(2x − 1) + .4472136 · 1)
    float[] d =
        Bench.scoped(
            () ->
                Grad.off(
                        () ->
                            one().denoise(Torch.manager().ones(new Shape(1, 1, 8, 8)).mul(.8), .5))
                    .toFloatArray());
    for (float v : d) {
      assertEquals(.5 * (1 + .2 * .6 + .4472136), v, 1e-6);
    }
  }

  @Test
  void should_show_the_network_its_input_at_unit_variance_and_a_quarter_of_ln_sigma() {
    // Instead of a network, functions that return what they were given.
    var seen =
        Op.of("def seen(self, x: Tensor, c: Tensor, p: List[Tensor]) -> Tensor:\n  return x\n");
    var told =
        Op.of(
            "def told(self, x: Tensor, c: Tensor, p: List[Tensor]) -> Tensor:\n  return torch.add(torch.mul(x, 0.), torch.reshape(c, [-1, 1, 1, 1]))\n");
    Bench.scoped(
        () -> {
          var x = Torch.manager().create(new float[] {.8f, .8f, .8f, .3f}, new Shape(4, 1, 1, 1));
          var sigma = Torch.manager().create(new float[] {.5f, .01f, 20, .5f}, new Shape(4));
          double[] s = {1, .02, 40, 1};
          double[] net = {.6, .6, .6, -.4};
          var w = new NDList(Torch.manager().create(new float[] {0}, new Shape(1)));
          float[] d = Grad.off(() -> NetworkPrior.denoise(seen, w, x, sigma)).toFloatArray();
          float[] c = Grad.off(() -> NetworkPrior.denoise(told, w, x, sigma)).toFloatArray();
          for (int k = 0; k < 4; k++) {
            double all = s[k] * s[k] + .25;
            double skip = .25 / all;
            double out = s[k] * .5 / Math.sqrt(all);
            double in = 1 / Math.sqrt(all);
            assertEquals(.5 * (1 + skip * net[k] + out * in * net[k]), d[k], 2e-6);
            assertEquals(.5 * (1 + skip * net[k] + out * Math.log(s[k]) / 4), c[k], 2e-6);
          }
          assertEquals(.8944272, 1 / Math.sqrt(1 + .25), 1e-7);
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
          var x =
              Torch.manager().create(Bench.pictures(4, 1, 8, 8, 5).values(), new Shape(4, 1, 8, 8));
          var w = weights.upload(NET.plan(), Torch.manager());
          for (float sigma : new float[] {.002f, .5f, 30}) {
            var each =
                Torch.manager().create(new float[] {sigma, sigma, sigma, sigma}, new Shape(4));
            float[] training =
                Grad.off(() -> NetworkPrior.denoise(function, w, x, each)).toFloatArray();
            float[] use = Grad.off(() -> prior.denoise(x, sigma)).toFloatArray();
            assertArrayEquals(training, use, 1e-5f);
          }
          return null;
        });
  }

  @Test
  void should_say_why_a_file_is_no_prior(@TempDir Path folder) {
    var file = folder.resolve("a.safetensors");
    var weights = Weights.initial(NET.plan(), 3);
    new Safetensors(Map.of("training", "…"), weights.values(), weights.shapes()).write(file);
    refused(file + " is not a prior: its header names no network", file);
    new Safetensors(Map.of("network", "vit(64, 8)"), weights.values(), weights.shapes())
        .write(file);
    refused("«vit(64, 8)» does not describe a U-Net", file);
    new Safetensors(
            Map.of("network", "unet(8, 1).channels(8, 16).blocks(1)"),
            weights.values(),
            weights.shapes())
        .write(file);
    refused(file + " has no weights «down.0.half.weight»; it belongs to another network", file);
    new Safetensors(
            Map.of("network", "unet(8, 1).channels(16).blocks(1)"),
            weights.values(),
            weights.shapes())
        .write(file);
    refused(file + " has «embed.0.weight» of shape [32, 8], but the network needs [64, 16]", file);
    refused("there is no file " + folder.resolve("none"), folder.resolve("none"));
  }

  private static void refused(String sentence, Path file) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> Diffusion.checkpoint(file.toString()))
            .getMessage());
  }

  @Test
  void should_free_its_weights_when_it_is_forgotten() {
    Torch.start();
    int before = Torch.liveArrays();
    one();
    assertEquals(
        before, Torch.liveArrays(), "weights on the device belong to the prior, not to a verb");
  }
}
