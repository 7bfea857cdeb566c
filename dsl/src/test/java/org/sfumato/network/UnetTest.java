package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

class UnetTest {
  private static final Unet NET = Networks.unet(16, 1).channels(8, 16).attention(8);

  @Test
  void should_keep_the_shape_of_images() {
    for (var net :
        List.of(
            Networks.unet(8, 3).channels(8),
            NET,
            NET.blocks(2),
            Networks.unet(16, 2).channels(8, 8, 16).attention(4, 16))) {
      var out =
          Bench.scoped(
              () -> {
                int[] c = net.imageShape();
                var y =
                    run(
                        net,
                        Weights.initial(net.plan(), 1),
                        Torch.manager().zeros(new Shape(2, c[0], c[1], c[2])),
                        .1f);
                return y.getShape();
              });
      assertEquals(new Shape(2, net.imageShape()[0], net.size(), net.size()), out, net.text());
    }
  }

  @Test
  void should_not_let_images_influence_one_another() {
    Bench.scoped(
        () -> {
          var weights = lively(Weights.initial(NET.plan(), 2));
          var x =
              Torch.manager()
                  .create(Bench.pictures(4, 1, 16, 16, 3).values(), new Shape(4, 1, 16, 16));
          var other = x.duplicate();
          other.get("1:").addi(1);
          float[] a = run(NET, weights, x, -.3f).get("0").toFloatArray();
          float[] b = run(NET, weights, other, -.3f).get("0").toFloatArray();
          assertArrayEquals(a, b, "image 0 has the same bits whatever stands beside it");
          return null;
        });
  }

  @Test
  void should_hear_the_noise_level() {
    Bench.scoped(
        () -> {
          var weights = lively(Weights.initial(NET.plan(), 2));
          var x =
              Torch.manager()
                  .create(Bench.pictures(1, 1, 16, 16, 3).values(), new Shape(1, 1, 16, 16));
          float[] low = run(NET, weights, x, -1).toFloatArray();
          float[] high = run(NET, weights, x, 1).toFloatArray();
          double difference = 0;
          for (int k = 0; k < low.length; k++) {
            difference = Math.max(difference, Math.abs(low[k] - high[k]));
          }
          assertTrue(difference > 1e-3, "difference " + difference);
          return null;
        });
  }

  @Test
  void should_use_every_parameter() {
    Bench.scoped(
        () -> {
          var plan = NET.plan();
          var w = lively(Weights.initial(plan, 2)).upload(plan, Torch.manager());
          w.forEach(a -> a.setRequiresGradient(true));
          var x =
              Torch.manager()
                  .create(Bench.pictures(2, 1, 16, 16, 3).values(), new Shape(2, 1, 16, 16));
          var c = Torch.manager().create(new float[] {.2f, -.4f}, new Shape(2));
          var gradients = Grad.on(() -> Grad.ofAll(Op.of(plan.source()).on(w, x, c).square(), w));
          for (int i = 0; i < w.size(); i++) {
            var name = plan.parameters().get(i).name();
            double size = gradients.get(i).abs().max().toFloatArray()[0];
            assertTrue(size > 0, name + " does nothing");
          }
          return null;
        });
  }

  /**
   * Slopes along random directions of all weights: the whole network, attention and norms included.
   */
  @Test
  void should_have_the_gradient_that_differences_give() {
    Bench.scoped(
        () -> {
          var plan = NET.plan();
          var function = Op.of(plan.source());
          var weights = lively(Weights.initial(plan, 2));
          var x =
              Torch.manager()
                  .create(Bench.pictures(2, 1, 16, 16, 3).values(), new Shape(2, 1, 16, 16));
          NDArray leaf = Grad.leaf(x);
          var w = weights.upload(plan, Torch.manager());
          var c = Torch.manager().create(new float[] {.2f}, new Shape(1));
          var g = Grad.on(() -> Grad.of(function.on(w, leaf, c).square(), leaf));
          var direction =
              Torch.manager()
                  .create(Bench.pictures(2, 1, 16, 16, 8).values(), x.getShape())
                  .sub(.5);
          double slope = g.mul(direction).sum().toFloatArray()[0];
          float h = 1e-2f;
          double up =
              Grad.off(() -> function.on(w, x.add(direction.mul(h)), c))
                  .square()
                  .sum()
                  .toFloatArray()[0];
          double down =
              Grad.off(() -> function.on(w, x.sub(direction.mul(h)), c))
                  .square()
                  .sum()
                  .toFloatArray()[0];
          assertEquals(
              (up - down) / (2 * h),
              slope,
              .02 * Math.abs(slope) + .02 * g.norm().toFloatArray()[0]);
          return null;
        });
  }

  @Test
  void should_start_from_weights_that_the_seed_decides() {
    var plan = NET.plan();
    var a = Weights.initial(plan, 1);
    assertEquals(a.hash(), Weights.initial(plan, 1).hash());
    assertNotEquals(a.hash(), Weights.initial(plan, 2).hash());
    assertEquals(plan.size(), a.size());
    for (var p : plan.parameters()) {
      float[] v = a.values().get(p.name());
      assertEquals(p.size(), v.length);
      for (float f : v) {
        assertTrue(p.bound() < 0 ? f == 1 : Math.abs(f) <= p.bound(), p.name());
      }
    }
  }

  @Test
  void should_keep_weights_from_being_changed() {
    var given = new float[] {1, 2};
    var w = new Weights(Map.of("a", given), Map.of("a", new long[] {2}));
    var hash = w.hash();
    given[0] = 9;
    w.values().get("a")[1] = 9;
    w.shapes().get("a")[0] = 9;
    assertEquals(hash, w.hash());
    assertArrayEquals(new float[] {1, 2}, w.values().get("a"));
  }

  @Test
  void should_read_back_what_it_prints() {
    for (var net :
        List.of(
            Networks.unet(64, 1),
            NET,
            NET.blocks(3),
            Networks.unet(32, 3).channels(32, 64, 128).attention(8, 16))) {
      assertEquals(net, Unet.parse(net.text()));
    }
    assertEquals("unet(64, 1).channels(32, 64, 128).blocks(1)", Networks.unet(64, 1).text());
  }

  @Test
  void should_say_what_is_no_network() {
    refused(
        "unet channels 12 do not divide into 8 groups; use a multiple of 8",
        () -> Networks.unet(16, 1).channels(12));
    refused(
        "a U-Net of 3 levels halves its images 2 times, but 30 is not divisible by 4",
        () -> Networks.unet(30, 1).plan());
    refused(
        "a U-Net needs at least one level, one block and one channel", () -> Networks.unet(16, 0));
    refused(
        "a U-Net needs at least one level, one block and one channel",
        () -> Networks.unet(16, 1).channels());
    refused(
        "a U-Net needs at least one level, one block and one channel",
        () -> Networks.unet(16, 1).blocks(0));
    refused("«three levels» does not describe a U-Net", () -> Unet.parse("three levels"));
    refused(
        "there is no level of 5×5 for attention; a U-Net of 16×16 with 3 levels has 16, 8, 4",
        () -> Networks.unet(16, 1).attention(5).plan());
  }

  @Test
  void should_take_its_settings_in_any_order() {
    var net = Networks.unet(30, 1).attention(15).channels(8, 16);
    assertEquals(
        Networks.unet(30, 1).channels(8, 16).attention(15).plan().source(), net.plan().source());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  private static NDArray run(Unet net, Weights weights, NDArray x, float c) {
    var plan = net.plan();
    var w = weights.upload(plan, Torch.manager());
    return Grad.off(
        () -> Op.of(plan.source()).on(w, x, Torch.manager().create(new float[] {c}, new Shape(1))));
  }

  /** Last layers begin near zero; here they are as large as the others, and biases are not zero. */
  private static Weights lively(Weights fresh) {
    var values = new LinkedHashMap<String, float[]>();
    var random = new java.util.Random(6);
    fresh
        .values()
        .forEach(
            (name, v) -> {
              for (int k = 0; k < v.length; k++) {
                v[k] += .1f * (float) random.nextGaussian();
              }
              values.put(name, v);
            });
    return new Weights(values, fresh.shapes());
  }
}
