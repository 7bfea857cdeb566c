package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Weights that move to a network which sees more channels. */
class WidenedTest {
  private static final Unet NET = Networks.unet(8, 1).channels(8, 16);

  private static Weights weights(Unet net) {
    return Weights.initial(net.plan(), 3);
  }

  @Test
  void should_begin_as_the_denoiser_it_was() {
    var old = weights(NET);
    var more = old.widened(NET.maskChannel().plan(), "it");
    assertArrayEquals(
        denoised(new NetworkPrior("old", NET, old, Provenance.NONE)),
        denoised(new NetworkPrior("more", NET.maskChannel(), more, Provenance.NONE)),
        1e-6f);
  }

  private static float[] denoised(NetworkPrior prior) {
    return Bench.scoped(
        () -> {
          Images x = Bench.pictures(3, 1, 8, 8, 1);
          var batch = Torch.manager().create(x.values(), new Shape(3, 1, 8, 8));
          return Grad.off(() -> prior.denoise(batch, .2)).toFloatArray();
        });
  }

  @Test
  void should_put_zeros_after_each_kernel_and_keep_all_else() {
    var old = weights(NET);
    var more = old.widened(NET.maskChannel().plan(), "it");
    assertArrayEquals(new long[] {8, 2, 3, 3}, more.shapes().get("in.weight"));
    float[] before = old.values().get("in.weight");
    float[] after = more.values().get("in.weight");
    for (int k = 0; k < after.length; k++) {
      int out = k / 18;
      assertEquals(k % 18 < 9 ? before[9 * out + k % 18] : 0, after[k]);
    }
    assertArrayEquals(old.values().get("out.weight"), more.values().get("out.weight"));
    assertEquals(old.hash(), old.widened(NET.plan(), "it").hash());
  }

  @Test
  void should_refuse_weights_of_another_network() {
    var old = weights(NET);
    refused(
        "it has «embed.0.weight» of shape [32, 8], but the network needs [64, 16]",
        () -> old.widened(NET.channels(16, 16).plan(), "it"));
    refused(
        "it has no weights «down.0.1.norm0.weight»; it belongs to another network",
        () -> old.widened(NET.blocks(2).plan(), "it"));
    refused(
        "it has weights «down.1.0.attention.norm.weight», which the network lacks; it belongs to another network",
        () -> weights(NET.attention(4)).widened(NET.plan(), "it"));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
