package org.sfumato.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.ImageId;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.random.Noise;

/** Denoising score matching, recomputed by hand. */
class DenoisingTest {
  private static ChunkStep step(NDArray x, int visit) {
    int n = (int) x.getShape().get(0);
    var ids = IntStream.range(0, n).mapToObj(k -> new ImageId("a", k)).toList();
    return new ChunkStep(x, ids, IntStream.range(0, n).toArray(), n, new Noise(3), 0, 0, visit);
  }

  @Test
  void should_be_the_weighted_error_of_the_denoiser() {
    // A denoiser that halves: D = x/2. Then E = λ‖2(D(x₀ + σn/2) − x₀)‖²/pixels in the network's
    // range.
    Bench.scoped(
        () -> {
          var values = Bench.pictures(3, 1, 4, 4, 1).values();
          var x = Torch.manager().create(values, new Shape(3, 1, 4, 4));
          float[] loss =
              Grad.off(() -> Losses.denoising().of((y, s) -> y.mul(.5), x, step(x, 2)))
                  .toFloatArray();
          assertEquals(3, loss.length);
          var noise = new Noise(3);
          for (int i = 0; i < 3; i++) {
            var level = new float[1];
            var n = new float[16];
            noise.normal("noise level", new ImageId("a", i), 2, level, 0, 1);
            noise.normal("noise", new ImageId("a", i), 2, n, 0, 16);
            double sigma = Math.exp(-1.2 + 1.2 * level[0]);
            double sum = 0;
            for (int k = 0; k < 16; k++) {
              double x0 = values[16 * i + k];
              double error = 2 * ((x0 + sigma / 2 * n[k]) / 2 - x0);
              sum += error * error / 16;
            }
            double expected = (sigma * sigma + .25) / Math.pow(.5 * sigma, 2) * sum;
            assertEquals(expected, loss[i], 1e-4 * expected);
          }
          return null;
        });
  }

  @Test
  void should_weigh_5_at_one() {
    // ln σ ~ N(0, 0²): σ = 1 always, λ = 5; a denoiser that is off by 0.1 everywhere costs 5 · 0.2²
    Bench.scoped(
        () -> {
          var x =
              Torch.manager().create(Bench.pictures(2, 1, 4, 4, 1).values(), new Shape(2, 1, 4, 4));
          var sigmas = new ArrayList<Float>();
          float[] loss =
              Grad.off(
                      () ->
                          Losses.denoising()
                              .levels(0, 0)
                              .of(
                                  (y, s) -> {
                                    sigmas.add(s.toFloatArray()[1]);
                                    return x.add(.1);
                                  },
                                  x,
                                  step(x, 0)))
                  .toFloatArray();
          assertArrayEquals(new float[] {.2f, .2f}, loss, 1e-5f);
          assertEquals(List.of(.5f), sigmas, "σ in [0, 1] units is half of the network's");
          return null;
        });
  }

  @Test
  void should_draw_levels_from_its_law() {
    Bench.scoped(
        () -> {
          var x = Torch.manager().zeros(new Shape(4000, 1, 1, 1));
          var seen = new ArrayList<float[]>();
          Grad.off(
              () ->
                  Losses.denoising()
                      .levels(-.5, .8)
                      .of(
                          (y, s) -> {
                            seen.add(s.mul(2).log().toFloatArray());
                            return y;
                          },
                          x,
                          step(x, 0)));
          double mean = 0;
          double square = 0;
          for (float v : seen.get(0)) {
            mean += v / 4000;
            square += v * v / 4000;
          }
          assertEquals(-.5, mean, 5 * .8 / Math.sqrt(4000));
          assertEquals(.8, Math.sqrt(square - mean * mean), 5 * .8 / Math.sqrt(8000));
          return null;
        });
  }

  @Test
  void should_have_the_gradient_that_differences_give() {
    Bench.scoped(
        () -> {
          var x =
              Torch.manager().create(Bench.pictures(2, 1, 4, 4, 1).values(), new Shape(2, 1, 4, 4));
          var w = Grad.leaf(Torch.manager().create(new float[] {.7f}, new Shape(1)));
          float g =
              Grad.on(
                      () ->
                          Grad.of(
                              Losses.denoising().of((y, s) -> y.mul(w).sin(), x, step(x, 0)), w))
                  .toFloatArray()[0];
          double h = 1e-2;
          double slope = (total(x, .7 + h) - total(x, .7 - h)) / (2 * h);
          assertEquals(slope, g, 2e-3 * Math.abs(slope));
          return null;
        });
  }

  private static double total(NDArray x, double w) {
    float[] each =
        Grad.off(() -> Losses.denoising().of((y, s) -> y.mul(w).sin(), x, step(x, 0)))
            .toFloatArray();
    return each[0] + (double) each[1];
  }

  @Test
  void should_print_itself() {
    assertEquals("denoising()", Losses.denoising().text());
    assertEquals("denoising().levels(-0.5, 1)", Losses.denoising().levels(-.5, 1).text());
    assertTrue(Losses.denoising().latex().orElseThrow().contains("\\mathcal N(-1.2, 1.2^2)"));
  }
}
