package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.corruption.Corruptions.missing;
import static org.sfumato.network.Networks.styleGan2;
import static org.sfumato.train.Trainings.styleGan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Images;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.network.Generator;
import org.sfumato.network.Networks;
import org.sfumato.network.StyleGan;
import org.sfumato.network.Weights;

/** StyleGAN2's training in the small: its penalties, its bits, and what it learns. */
class StyleGanTrainingTest {
  private static final int SIDE = 8;
  private static final StyleGan NET = styleGan2(SIDE, 1).width(4).style(6);
  private static final Images HALVES = Halves.of(64);

  @TempDir Path folder;

  private static Training<Generator> tiny(int steps) {
    return styleGan(NET).on(HALVES).steps(steps).batch(4).ema(100).seed(4);
  }

  private static NDArray array(double[] values, long... shape) {
    return Torch.manager().create(values, new Shape(shape));
  }

  /** D = w·x has slope w at each image: R1 is ‖w‖², and its gradient 2w. */
  @Test
  void should_lay_r1_on_the_square_of_the_slope_and_take_its_gradient() {
    Bench.scoped(
        () -> {
          var w = Grad.leaf(array(new double[] {3, 0, -4}, 1, 3));
          var x = Grad.leaf(array(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
          var r1 = Grad.on(() -> StyleGanLearner.slope(x.mul(w).sum(new int[] {1}), x));
          assertEquals(25, r1.toDoubleArray()[0], 1e-9);
          assertArrayEquals(new double[] {6, 0, -8}, Grad.of(r1, w).toDoubleArray(), 1e-9);
          return null;
        });
  }

  /**
   * x = a·w₁ + b·w₂ for each of four pixels: Jᵀy is (a Σy, b Σy), divided by the root of the number
   * of pixels; the length is the root of the mean over both places.
   */
  @Test
  void should_know_how_far_a_picture_moves_when_styles_do() {
    Bench.scoped(
        () -> {
          var a = Grad.leaf(array(new double[] {3}, 1));
          var ws = Grad.leaf(array(new double[] {1, 2, 5, 7}, 2, 2, 1));
          var y = array(new double[] {1, 2, 3, 4, 1, 1, 1, -1}, 2, 1, 2, 2);
          var lengths =
              Grad.on(
                  () -> {
                    var v = ws.get(":, 0").mul(a).add(ws.get(":, 1").mul(4));
                    var x = v.reshape(2, 1, 1, 1).broadcast(2, 1, 2, 2);
                    return StyleGanLearner.lengths(x, ws, y);
                  });
          double root = Math.sqrt((9 + 16) / 2.0);
          assertArrayEquals(
              new double[] {root * 10 / 2, root * 2 / 2}, lengths.toDoubleArray(), 1e-9);
          // d root/da = a / (2 root)
          assertArrayEquals(
              new double[] {3 / (2 * root) * 6}, Grad.of(lengths, a).toDoubleArray(), 1e-9);
          return null;
        });
  }

  /** Along a random direction of all weights of the synthesis. */
  @Test
  void should_have_the_gradient_of_path_lengths_that_differences_find() {
    var plan = NET.synthesis();
    var op = Op.of(plan.source());
    var initial = Weights.initial(plan, 7).values();
    var random = new Random(9);
    Bench.scoped(
        () ->
            Op.asWritten(
                () -> {
                  var p = new NDList();
                  var d = new NDList();
                  for (var each : plan.parameters()) {
                    var values = new double[each.size()];
                    for (int k = 0; k < values.length; k++) {
                      // Not 0, so that noise and biases count too.
                      values[k] = initial.get(each.name())[k] + .1 * random.nextGaussian();
                    }
                    p.add(Grad.leaf(array(values, each.shape())));
                    d.add(array(random.doubles(values.length, -1, 1).toArray(), each.shape()));
                  }
                  var ws = array(random.doubles(2 * 4 * 6, -1, 1).toArray(), 2, 4, 6);
                  var maps =
                      array(random.doubles(2L * NET.noise(), -1, 1).toArray(), 2, NET.noise());
                  var y = array(random.doubles(2 * 64, -1, 1).toArray(), 2, 1, 8, 8);
                  var gradients = Grad.on(() -> Grad.ofAll(penalty(op, p, ws, maps, y), p));
                  double along = 0;
                  for (int i = 0; i < p.size(); i++) {
                    along += gradients.get(i).mul(d.get(i)).sum().toDoubleArray()[0];
                  }
                  double h = 1e-5;
                  double difference =
                      (penalty(op, moved(p, d, h), ws, maps, y).toDoubleArray()[0]
                              - penalty(op, moved(p, d, -h), ws, maps, y).toDoubleArray()[0])
                          / (2 * h);
                  assertTrue(Math.abs(along) > 1e-3, "nothing moves: " + along);
                  assertEquals(difference, along, 1e-4 * Math.abs(difference));
                  return null;
                }));
  }

  private static NDArray penalty(Op op, NDList p, NDArray ws, NDArray maps, NDArray y) {
    return Grad.on(
        () -> {
          var at = Grad.leaf(ws);
          return StyleGanLearner.lengths(op.on(p, at, maps), at, y).sub(.5).square().mean();
        });
  }

  private static NDList moved(NDList p, NDList d, double h) {
    var moved = new NDList();
    for (int i = 0; i < p.size(); i++) {
      moved.add(p.get(i).stopGradient().add(d.get(i).mul(h)));
    }
    return moved;
  }

  @Test
  void should_save_a_generator_that_is_read_back_and_draws_the_same() {
    var fit = tiny(3).fit();
    var file = folder.resolve("g.safetensors");
    fit.save(file.toString());
    var back = Networks.generator(file.toString());
    assertEquals(NET, back.network());
    assertEquals(fit.model().weights().hash(), back.weights().hash());
    assertArrayEquals(fit.model().draw(4).values(), back.draw(4).values());
  }

  /** With mixed styles a step changes all weights but those that nothing reaches yet. */
  @Test
  void should_move_every_weight_of_the_generator() {
    var start = Weights.initial(NET.drawing(), 4).values();
    var end = tiny(5).ema(1e-3).fit().model().weights().values();
    start.forEach(
        (name, v) ->
            assertTrue(!java.util.Arrays.equals(v, end.get(name)), name + " does not learn"));
  }

  @Tag("slow")
  @Test
  void should_learn_that_one_half_is_bright_and_the_other_dark() {
    var drawn =
        styleGan(styleGan2(SIDE, 1).width(8).style(8))
            .on(HALVES)
            .steps(600)
            .batch(8)
            .ema(1000)
            .seed(1)
            .fit()
            .model()
            .draw(64);
    int left = 0;
    double apart = 0;
    var v = drawn.values();
    for (int i = 0; i < 64; i++) {
      double sum = 0;
      for (int k = 0; k < 64; k++) {
        sum += (k % SIDE < 4 ? 1 : -1) * v[i * 64 + k] / 32;
      }
      left += sum > 0 ? 1 : 0;
      apart += Math.abs(sum) / 64;
    }
    assertEquals(.5, apart, .15, "the halves differ by " + apart);
    assertTrue(left > 8 && left < 56, left + " of 64 are bright on the left");
  }

  @Test
  void should_print_its_recipe_and_its_game() {
    assertEquals(
        "styleGan(styleGan2(8, 1).width(4).style(6).layers(2)).on("
            + HALVES.expression()
            + ").steps(5).batch(4).rate(0.0025).ema(100).seed(4)",
        tiny(5).text());
    assertTrue(styleGan(16).text().startsWith("styleGan(16)"), styleGan(16).text());
    assertTrue(tiny(5).latex().orElseThrow().contains("\\nabla D(x)"), tiny(5).latex().get());
  }

  @Test
  void should_say_what_it_cannot_learn_from() {
    refused(
        "styleGan(8) learns from images, but it was given measurements; ambientGan(A) learns from those",
        () -> styleGan(8).on(missing(.5).apply(HALVES)));
    refused(
        "styleGan(16) draws images of shape [1, 16, 16], but halves has images of shape [1, 8, 8]; resize them, or train another size",
        () -> styleGan(16).on(HALVES.named("halves")));
    refused("styleGan draws images of 8, 16, 32, … pixels a side, not 20", () -> styleGan(20));
    refused(
        "styleGan(8) has no use for clip(…); leave it out", () -> styleGan(8).on(HALVES).clip(1));
  }

  private static void refused(String sentence, Runnable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }
}
