package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sfumato.Provenance;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** The networks of StyleGAN2, beside their definitions. */
class StyleGanTest {
  private static final StyleGan NET = StyleGan.of(8, 1).width(4).style(6);

  private static float[] numbers(int n, long seed) {
    var random = new Random(seed);
    var values = new float[n];
    for (int k = 0; k < n; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }

  private static NDArray array(long seed, long... shape) {
    var s = new Shape(shape);
    return Torch.manager().create(numbers((int) s.size(), seed), s);
  }

  /** Weights whose noise strengths and biases are not zero. */
  private static NDList weights(Plan plan, long seed) {
    var list = new NDList();
    for (var p : plan.parameters()) {
      list.add(array(seed + list.size(), p.shape()));
    }
    return list;
  }

  @Test
  void should_convolve_each_image_with_demodulated_weights_of_its_own() {
    int n = 3;
    int in = 4;
    int out = 5;
    int side = 6;
    var x = numbers(n * in * side * side, 1);
    var w = numbers(out * in * 9, 2);
    var s = numbers(n * in, 3);
    var code = new StyleCode();
    var weight = code.parameter("w", 1, out, in, 3, 3);
    var style = code.parameter("s", 1, n, in);
    var op =
        Op.of(
            code.plan("conv_test", "x", StyleGanPlan.modulated(code, "x", weight, style, false))
                .source());
    var found =
        Bench.scoped(
            () -> {
              var m = Torch.manager();
              var p =
                  new NDList(m.create(w, new Shape(out, in, 3, 3)), m.create(s, new Shape(n, in)));
              return op.on(p, m.create(x, new Shape(n, in, side, side))).toFloatArray();
            });
    for (int b = 0; b < n; b++) {
      for (int o = 0; o < out; o++) {
        var own = new double[in * 9];
        double squares = 1e-8;
        for (int k = 0; k < own.length; k++) {
          own[k] = w[o * in * 9 + k] * (double) s[b * in + k / 9];
          squares += own[k] * own[k];
        }
        for (int at = 0; at < side * side; at++) {
          double sum = 0;
          for (int k = 0; k < own.length; k++) {
            int row = at / side + k % 9 / 3 - 1;
            int column = at % side + k % 3 - 1;
            if (row >= 0 && column >= 0 && row < side && column < side) {
              sum += own[k] * x[((b * in + k / 9) * side + row) * side + column];
            }
          }
          assertEquals(
              sum / Math.sqrt(squares),
              found[(b * out + o) * side * side + at],
              1e-4,
              "image " + b + ", channel " + o);
        }
      }
    }
  }

  @Test
  void should_not_care_how_large_a_style_is_where_it_is_demodulated() {
    var code = new StyleCode();
    var weight = code.parameter("w", 1, 3, 2, 3, 3);
    for (boolean grows : new boolean[] {false, true}) {
      var own = new StyleCode();
      own.parameter("w", 1, 3, 2, 3, 3);
      var style = own.parameter("s", 1, 2, 2);
      var plan =
          own.plan("scale_" + grows, "x", StyleGanPlan.modulated(own, "x", weight, style, grows));
      Bench.scoped(
          () -> {
            var w = array(1, 3, 2, 3, 3);
            var s = array(2, 2, 2);
            var x = array(3, 2, 2, 8, 8);
            var op = Op.of(plan.source());
            var one = op.on(new NDList(w, s), x);
            var many = op.on(new NDList(w.mul(7), s.mul(5)), x);
            assertEquals(grows ? 16 : 8, one.getShape().get(2));
            assertArrayEquals(one.toFloatArray(), many.toFloatArray(), 1e-4f);
            return null;
          });
    }
  }

  @Test
  void should_average_over_one_three_three_one_as_a_plain_sum_does() {
    float[] k = {1 / 8f, 3 / 8f, 3 / 8f, 1 / 8f};
    var x = numbers(36, 4);
    for (int pad = 1; pad <= 2; pad++) {
      for (int stride = 1; stride <= 2; stride++) {
        var code = new StyleCode();
        var op =
            Op.of(code.plan("blur_" + pad + stride, "x", code.blurred("x", pad, stride)).source());
        int side = (6 + 2 * pad - 4) / stride + 1;
        var found =
            Bench.scoped(
                () ->
                    op.on(new NDList(array(1, 1)), Torch.manager().create(x, new Shape(1, 1, 6, 6)))
                        .toFloatArray());
        assertEquals(side * side, found.length);
        for (int at = 0; at < found.length; at++) {
          double sum = 0;
          for (int t = 0; t < 16; t++) {
            int row = at / side * stride + t / 4 - pad;
            int column = at % side * stride + t % 4 - pad;
            if (row >= 0 && column >= 0 && row < 6 && column < 6) {
              sum += k[t / 4] * k[t % 4] * x[row * 6 + column];
            }
          }
          assertEquals(sum, found[at], 1e-5);
        }
      }
    }
  }

  @Test
  void should_draw_by_mapping_and_synthesis_with_one_style_everywhere() {
    var plan = NET.drawing();
    Bench.scoped(
        () -> {
          var p = weights(plan, 10);
          var z = array(5, 3, NET.latent());
          var w = Op.of(NET.mapping().source()).on(p, z.get(":, :6"));
          assertEquals(new Shape(3, 6), w.getShape());
          var ws = w.expandDims(1).broadcast(3, NET.places(), 6);
          var x = Op.of(NET.synthesis().source()).on(p, ws, z.get(":, 6:"));
          assertEquals(new Shape(3, 1, 8, 8), x.getShape());
          assertArrayEquals(
              x.add(1).mul(.5).clip(0, 1).toFloatArray(),
              Op.of(plan.source()).on(p, z).toFloatArray(),
              1e-5f);
          return null;
        });
    assertEquals(NET.mapping().parameters().size(), plan.parameters().size());
    assertEquals(NET.synthesis().parameters().size(), plan.parameters().size());
  }

  @Test
  void should_not_care_how_long_z_is() {
    Bench.scoped(
        () -> {
          var p = weights(NET.drawing(), 10);
          var z = array(5, 3, 6);
          var op = Op.of(NET.mapping().source());
          assertArrayEquals(op.on(p, z).toFloatArray(), op.on(p, z.mul(3)).toFloatArray(), 1e-4f);
          return null;
        });
  }

  @Test
  void should_take_its_own_style_at_each_place_and_noise_at_each_map() {
    var net = StyleGan.of(16, 1).width(2).style(3);
    assertEquals(6, net.places());
    assertEquals(java.util.List.of(4, 8, 8, 16, 16), net.maps());
    assertEquals(16 + 2 * 64 + 2 * 256, net.noise());
    Bench.scoped(
        () -> {
          var p = weights(net.drawing(), 3);
          var op = Op.of(net.synthesis().source());
          var ws = array(1, 1, 6, 3);
          var noise = array(2, 1, net.noise());
          var x = op.on(p, ws, noise).toFloatArray();
          for (int place = 0; place < 6; place++) {
            var other = ws.duplicate();
            other.set(new ai.djl.ndarray.index.NDIndex(":, " + place), array(9, 1, 3));
            assertTrue(!Arrays.equals(x, op.on(p, other, noise).toFloatArray()), "at " + place);
          }
          int at = 0;
          for (int side : net.maps()) {
            var other = noise.duplicate();
            other.set(new ai.djl.ndarray.index.NDIndex(":, " + at), noise.get(":, " + at).add(1));
            assertTrue(!Arrays.equals(x, op.on(p, ws, other).toFloatArray()), "map " + side);
            at += side * side;
          }
          return null;
        });
  }

  @Test
  void should_draw_an_image_alone_as_in_company() {
    var plan = NET.drawing();
    var generator =
        new Generator("fresh", NET, Weights.initial(plan, 1), Provenance.of("recipe", "none"));
    var five = generator.draw(5);
    assertArrayEquals(new int[] {5, 1, 8, 8}, five.shape());
    assertArrayEquals(five.first(2).values(), generator.draw(2).values());
    assertNotEquals(Arrays.hashCode(five.values()), Arrays.hashCode(generator.draw(5, 1).values()));
    int before = Torch.liveArrays();
    generator.draw(5);
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_keep_the_variance_of_what_runs_through_it_at_the_beginning() {
    var net = StyleGan.of(32, 1).width(8).style(32);
    Bench.scoped(
        () -> {
          var p = Weights.initial(net.drawing(), 1).upload(net.drawing(), Torch.manager());
          var w = Op.of(net.mapping().source()).on(p, array(1, 64, 32));
          double square = w.square().mean().toFloatArray()[0];
          assertTrue(square > .2 && square < 5, "mean square of w is " + square);
          var c = net.critic(8);
          var q = Weights.initial(c, 1).upload(c, Torch.manager());
          var v = Op.of(c.source()).on(q, array(2, 8, 1, 32, 32)).toFloatArray();
          assertEquals(8, v.length);
          for (float each : v) {
            assertTrue(Math.abs(each) < 10, "the critic begins with " + each);
          }
          return null;
        });
  }

  @Test
  void should_show_the_critic_how_much_a_batch_varies() {
    var c = NET.critic(4);
    Bench.scoped(
        () -> {
          var p = weights(c, 20);
          var op = Op.of(c.source());
          var x = array(6, 4, 1, 8, 8);
          var same = x.get("0:1").broadcast(4, 1, 8, 8);
          float among = op.on(p, x).toFloatArray()[0];
          assertTrue(Math.abs(among - op.on(p, same).toFloatArray()[0]) > 1e-4);
          // In groups of one image nothing varies, and company does not matter.
          var alone = Op.of(NET.critic(1).source());
          assertEquals(
              alone.on(p, x).toFloatArray()[2], alone.on(p, x.get("2:3")).toFloatArray()[0], 1e-4);
          return null;
        });
    assertTrue(NET.critic(6).source().contains("style_critic_2("));
    assertTrue(NET.critic(16).source().contains("style_critic_4("));
  }

  /** The same output for a batch whose groups are exchanged: i and i + n/4 are in one group. */
  @Test
  void should_judge_each_group_by_itself() {
    var c = NET.critic(8);
    Bench.scoped(
        () -> {
          var p = weights(c, 20);
          var x = array(6, 8, 1, 8, 8);
          var all = Op.of(c.source()).on(p, x).toFloatArray();
          var even =
              x.get("0:1").concat(x.get("2:3"), 0).concat(x.get("4:5"), 0).concat(x.get("6:7"), 0);
          var four = Op.of(NET.critic(4).source()).on(p, even).toFloatArray();
          for (int k = 0; k < 4; k++) {
            assertEquals(all[2 * k], four[k], 1e-4);
          }
          return null;
        });
  }

  @Test
  void should_have_gradients_of_second_order_that_differences_confirm() {
    var c = NET.critic(2);
    var op = Op.of(c.source());
    Bench.scoped(
        () ->
            Op.asWritten(
                () -> {
                  var p = weights(c, 20);
                  p.forEach(w -> w.setRequiresGradient(true));
                  var x = Grad.leaf(array(6, 2, 1, 8, 8));
                  var g = Grad.on(() -> Grad.ofAll(Grad.onTape(op.on(p, x), x).square().sum(), p));
                  int at = 2;
                  var direction = array(30, c.parameters().get(at).shape());
                  double slope = g.get(at).mul(direction).sum().toFloatArray()[0];
                  double h = 1e-2;
                  var ends = new double[2];
                  for (int k = 0; k < 2; k++) {
                    var moved = new NDList(p);
                    moved.set(at, p.get(at).stopGradient().add(direction.mul(k == 0 ? h : -h)));
                    ends[k] =
                        Grad.on(() -> Grad.onTape(op.on(moved, x), x).square().sum())
                            .toFloatArray()[0];
                  }
                  double difference = (ends[0] - ends[1]) / (2 * h);
                  assertEquals(difference, slope, .03 * Math.abs(difference));
                  return null;
                }));
  }

  @Test
  void should_print_itself_be_read_back_and_say_what_does_not_fit() {
    assertEquals("styleGan2(8, 1).width(4).style(6).layers(2)", NET.text());
    assertEquals(NET.layers(3), GeneratorNet.parse(NET.layers(3).text()));
    assertEquals(Dcgan.of(16, 1, 16), GeneratorNet.parse(Dcgan.of(16, 1, 16).text()));
    assertSentence(
        "styleGan draws images of 8, 16, 32, … pixels a side, not 48", () -> StyleGan.of(48, 1));
    assertSentence(
        "styleGan needs at least one channel, one number of style and one layer of mapping",
        () -> NET.width(0));
    assertSentence(
        "«styleGan2(8)» does not describe a generator", () -> GeneratorNet.parse("styleGan2(8)"));
  }

  private static void assertSentence(String sentence, Runnable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }
}
