package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.metric.Metrics.lpips;
import static org.sfumato.metric.Metrics.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sfumato.Data;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.network.FormulaWeights;
import org.sfumato.network.VisionNet;

/**
 * LPIPS against its definition in plain PyTorch on the same weights; see networks.json's script.
 */
class LpipsTest {
  private static final int H = 64;
  private static final int W = 72;

  @TempDir static Path folder;

  private static Images pictures(int channels, int... kinds) {
    return Data.imagesOf(
        FormulaWeights.pictures(channels, H, W, kinds), kinds.length, channels, H, W);
  }

  private static Lpips of(VisionNet net) {
    var backbone = FormulaWeights.write(net.id(), "shapes", folder.resolve(net.id()));
    var heads = FormulaWeights.write(net.id(), "heads", folder.resolve(net.id() + "-heads"));
    return new Lpips(java.util.Optional.empty(), net, java.util.Optional.empty())
        .from(backbone.toString(), heads.toString());
  }

  private static double[] values(Metric metric, Images x) {
    return Chunks.perImage(x, 0, metric::of);
  }

  @ParameterizedTest
  @EnumSource
  void should_agree_with_its_definition(VisionNet net) {
    var expected = FormulaWeights.expected(net.id());
    var metric = of(net).against(pictures(3, 1, 1, 0));
    var found = values(metric, pictures(3, 0, 1, 2));
    for (int k = 0; k < 3; k++) {
      double value = expected.get("lpips").get(k).asDouble();
      assertEquals(value, found[k], 1e-4 * value + 1e-7);
    }
    double gray = expected.get("gray").get(0).asDouble();
    assertEquals(gray, values(of(net).against(pictures(1, 2)), pictures(1, 0))[0], 1e-4 * gray);
  }

  @Test
  void should_name_its_network_and_weights() {
    assertTrue(
        of(VisionNet.VGG16)
            .variant()
            .matches(
                "v0.1, VGG-16, weights [0-9a-f]{12}, heads [0-9a-f]{12}, images' own size, grey repeated as RGB"),
        of(VisionNet.VGG16).variant());
    assertEquals("LPIPS (v0.1, AlexNet)", lpips().text());
    assertEquals(VisionNet.VGG16, lpips().vgg().net());
    assertEquals(VisionNet.SQUEEZENET, lpips().squeeze().net());
    assertEquals(VisionNet.ALEXNET, lpips().vgg().alex().net());
  }

  /** The central difference of the sum, in a direction, beside the gradient in that direction. */
  @Test
  void should_have_the_gradient_of_its_values() {
    var metric = of(VisionNet.ALEXNET).against(pictures(3, 0));
    var x = FormulaWeights.pictures(3, H, W, 1);
    var direction = FormulaWeights.pictures(3, H, W, 2);
    double step = 2e-3;
    var moved = new double[2];
    for (int side = 0; side < 2; side++) {
      var y = x.clone();
      for (int k = 0; k < y.length; k++) {
        y[k] =
            (float) Math.min(1, Math.max(0, .1 + .8 * x[k] + (2 * side - 1) * step * direction[k]));
      }
      moved[side] = values(metric, Data.imagesOf(y, 1, 3, H, W))[0];
    }
    var middle = x.clone();
    for (int k = 0; k < middle.length; k++) {
      middle[k] = .1f + .8f * x[k];
    }
    var gradient = new double[1];
    Chunks.perImage(
        Data.imagesOf(middle, 1, 3, H, W),
        0,
        (batch, s) -> {
          var leaf = Grad.leaf(batch);
          var g = Grad.of(Grad.on(() -> metric.of(leaf, s)), leaf).get("0").toFloatArray();
          for (int k = 0; k < g.length; k++) {
            gradient[0] += g[k] * direction[k];
          }
          return batch.sum(new int[] {1, 2, 3});
        });
    double slope = (moved[1] - moved[0]) / (2 * step);
    assertEquals(slope, gradient[0], .02 * Math.abs(slope));
  }

  @Test
  void should_say_what_is_missing() {
    assertEquals(
        "LPIPS needs images to compare with: lpips(images)",
        assertThrows(
                IllegalArgumentException.class, () -> values(of(VisionNet.ALEXNET), pictures(3, 0)))
            .getMessage());
    var none = lpips().from("nowhere.pth", "heads.pth").against(pictures(3, 0));
    assertEquals(
        "there is no weights file nowhere.pth",
        assertThrows(IllegalArgumentException.class, () -> values(none, pictures(3, 0)))
            .getMessage());
  }

  @Test
  void should_refuse_heads_that_are_none() {
    var backbone = FormulaWeights.write("alexnet", "shapes", folder.resolve("b"));
    var stored = Safetensors.read(FormulaWeights.write("alexnet", "heads", folder.resolve("h")));
    var bad = new java.util.HashMap<>(stored.values());
    bad.get("lin2.model.1.weight")[7] = -.5f;
    new Safetensors(java.util.Map.of(), bad, stored.shapes()).write(folder.resolve("bad"));
    var metric =
        lpips().from(backbone.toString(), folder.resolve("bad").toString()).against(pictures(3, 0));
    assertEquals(
        "bad has -0.5 in «lin2.model.1.weight»; heads of LPIPS are never negative, so it holds something else",
        assertThrows(IllegalArgumentException.class, () -> values(metric, pictures(3, 0)))
            .getMessage());
    var vgg = lpips().vgg().from(backbone.toString(), backbone.toString());
    assertThrows(
        IllegalArgumentException.class, () -> values(vgg.against(pictures(3, 0)), pictures(3, 0)));
  }

  /** Maps that can be worked out by hand: the image itself, and its mean over pairs of columns. */
  private record Plain() implements Encoder {
    @Override
    public NDArray of(NDArray x, Step s) {
      return x.mean(new int[] {2, 3});
    }

    @Override
    public NDList maps(NDArray x) {
      return new NDList(x, x.mul(2).add(1));
    }
  }

  @Test
  void should_measure_the_angle_between_maps_without_weights() {
    var a = Data.imagesOf(new float[] {.3f, .4f, 0, 1}, 1, 2, 1, 2);
    var b = Data.imagesOf(new float[] {.4f, .3f, 0, 1}, 1, 2, 1, 2);
    // Channels are (.3, 0) → (.4, 0) and (.4, 1) → (.3, 1); the second maps are 2x + 1.
    double first = (0 + squared(.4, 1, .3, 1)) / 2;
    double second = (squared(1.6, 1, 1.8, 1) + squared(1.8, 3, 1.6, 3)) / 2;
    var metric = perceptual(new Plain()).against(b);
    assertArrayEquals(new double[] {first + second}, values(metric, a), 1e-6);
    assertEquals("perceptual(Plain)", metric.name());
    assertArrayEquals(new double[] {0}, values(metric, b), 1e-12);
  }

  private static double squared(double a0, double a1, double b0, double b1) {
    double a = Math.hypot(a0, a1);
    double b = Math.hypot(b0, b1);
    return Math.pow(a0 / a - b0 / b, 2) + Math.pow(a1 / a - b1 / b, 2);
  }

  @Test
  void should_have_a_finite_gradient_where_all_channels_are_zero() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var x = Grad.leaf(Torch.manager().zeros(new Shape(1, 2, 2, 2)));
      var y = Torch.manager().ones(new Shape(1, 2, 2, 2));
      var value = Grad.on(() -> MapDistance.of(new NDList(x), new NDList(y), new NDList()));
      for (float g : Grad.of(value, x).toFloatArray()) {
        assertTrue(Float.isFinite(g));
      }
    }
  }
}
