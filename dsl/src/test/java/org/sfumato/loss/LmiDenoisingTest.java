package org.sfumato.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.ImageId;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.diffusion.LmiForm;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.metric.LocalMi;
import org.sfumato.random.Noise;

/** Denoising with maps, recomputed by hand: what the network is told, and what it is asked for. */
class LmiDenoisingTest {
  private static final int N = 3;
  private static final int ONE = 36;
  private static final float[] X = Bench.pictures(N, 1, 6, 6, 1).values();

  /** The network's input and noise level, and the loss, where F answers 0.3 everywhere. */
  private record Heard(float[] input, float[] level, float[] loss) {}

  private static Heard heard(Loss loss) {
    return Bench.scoped(
        () -> {
          var x = Torch.manager().create(X, new Shape(N, 1, 6, 6));
          var ids = IntStream.range(0, N).mapToObj(k -> new ImageId("a", k)).toList();
          var step =
              new ChunkStep(x, ids, IntStream.range(0, N).toArray(), N, new Noise(3), 0, 0, 2);
          var told = new float[2][];
          var net =
              new Loss.Denoiser() {
                @Override
                public NDArray denoise(NDArray state, NDArray sigma) {
                  throw new IllegalStateException("it is the bare network that is asked");
                }

                @Override
                public NDArray answer(NDArray input, NDArray c) {
                  told[0] = input.toFloatArray();
                  told[1] = c.toFloatArray();
                  return input.get(":, 0:1").mul(0).add(.3);
                }
              };
          float[] value = Grad.off(() -> loss.of(net, x, step)).toFloatArray();
          return new Heard(told[0], told[1], value);
        });
  }

  private static float[] noise(int i) {
    var n = new float[ONE];
    new Noise(3).normal("noise", new ImageId("a", i), 2, n, 0, ONE);
    return n;
  }

  private static float[] map(LocalMi how, float[] s, float[] x) {
    return Bench.scoped(
        () -> {
          var shape = new Shape(1, 1, 6, 6);
          return how.map(Torch.manager().create(s, shape), Torch.manager().create(x, shape))
              .toFloatArray();
        });
  }

  private static float[] channel(Heard heard, int i, int c) {
    return Arrays.copyOfRange(heard.input, (3 * i + c) * ONE, (3 * i + c + 1) * ONE);
  }

  private static float[] times(float[] a, double factor) {
    var b = new float[a.length];
    for (int k = 0; k < a.length; k++) {
      b[k] = (float) (a[k] * factor);
    }
    return b;
  }

  @Test
  void should_tell_the_network_what_the_image_shares_with_its_noisy_self_and_with_itself() {
    var heard = heard(Losses.lmiDenoising());
    for (int i = 0; i < N; i++) {
      var level = new float[1];
      new Noise(3).normal("noise level", new ImageId("a", i), 2, level, 0, 1);
      double sigma = Math.exp(-1.2 + 1.2 * level[0]);
      double in = 1 / Math.sqrt(sigma * sigma + .25);
      float[] x0 = Arrays.copyOfRange(X, i * ONE, (i + 1) * ONE);
      float[] n = noise(i);
      var noisy = new float[ONE];
      var state = new float[ONE];
      double sum = 0;
      for (int k = 0; k < ONE; k++) {
        noisy[k] = (float) (x0[k] + sigma / 2 * n[k]);
        double net = 2 * noisy[k] - 1;
        state[k] = (float) (in * net);
        double d = .25 * in * in * net + sigma * .5 * in * .3;
        sum += Math.pow(d - (2 * x0[k] - 1), 2) / ONE;
      }
      assertArrayEquals(state, channel(heard, i, 0), 1e-4f);
      var how = LocalMi.usual();
      assertArrayEquals(times(map(how, x0, noisy), 2), channel(heard, i, 1), 1e-3f);
      assertArrayEquals(times(map(how, x0, x0), 2), channel(heard, i, 2), 1e-5f);
      assertEquals(Math.log(sigma) / 4, heard.level[i], 1e-5);
      double expected = (sigma * sigma + .25) / Math.pow(.5 * sigma, 2) * sum;
      assertEquals(expected, heard.loss[i], 1e-3 * expected);
    }
  }

  /** The state at t, the map of the state at t + 1 with the same noise, and the noise predicted. */
  @Test
  void should_be_the_released_codes_loss_in_its_form() {
    var loss = Losses.lmiDenoising().official().raw().ddpm();
    var heard = heard(loss);
    var levels = new Ddpm(0, 999);
    for (int i = 0; i < N; i++) {
      var u = new float[1];
      new Noise(3).uniform("noise level", new ImageId("a", i), 2, u, 0, 1);
      int t = (int) (u[0] * 1000);
      double sigma = levels.sigma(t / 999.);
      double next = levels.sigma(Math.min(999, t + 1) / 999.);
      float[] x0 = Arrays.copyOfRange(X, i * ONE, (i + 1) * ONE);
      float[] e = noise(i);
      var state = new float[ONE];
      var seen = new float[ONE];
      double sum = 0;
      for (int k = 0; k < ONE; k++) {
        // x_t = √ᾱ x₀ + √(1 − ᾱ) e, in the network's range.
        state[k] = (float) ((2 * x0[k] - 1 + 2 * sigma * e[k]) / Math.sqrt(1 + 4 * sigma * sigma));
        double above = (2 * x0[k] - 1 + 2 * next * e[k]) / Math.sqrt(1 + 4 * next * next);
        seen[k] = (float) (.5 + above / 2);
        sum += Math.pow(e[k] - .3, 2) / ONE;
      }
      assertArrayEquals(state, channel(heard, i, 0), 1e-3f);
      var how = LocalMi.usual().asReleased().raw();
      assertEquals(
          mean(times(map(how, x0, seen), .5)), mean(channel(heard, i, 1)), 2e-2, loss.text());
      assertArrayEquals(times(map(how, x0, x0), .5), channel(heard, i, 2), 1e-5f);
      assertEquals(sum, heard.loss[i], 1e-3 * sum);
    }
  }

  private static double mean(float[] a) {
    double sum = 0;
    for (float v : a) {
      sum += v;
    }
    return sum / a.length;
  }

  @Test
  void should_say_its_settings_and_give_them_to_the_model() {
    var loss = Losses.lmiDenoising().official().patch(5).bins(20).raw().ddpm().levels(-1, 1.3);
    assertEquals(
        "lmiDenoising().official().patch(5).bins(20).raw().ddpm().levels(-1, 1.3)", loss.text());
    assertEquals("lmiDenoising()", Losses.lmiDenoising().text());
    assertEquals(Map.of("maps", "official, patch 5, 20 bins, raw, DDPM"), loss.note());
    assertEquals(loss.form(), LmiForm.parse(loss.note().get("maps")));
    assertEquals(loss.note(), loss.on(Bench.pictures(1, 1, 6, 6, 1)).note());
    assertTrue(loss.latex().orElseThrow().contains("x_{t+1}"));
    assertEquals(
        "«neighbour, patch 3» does not say along which path the maps were trained",
        assertThrows(IllegalArgumentException.class, () -> LmiForm.parse("neighbour, patch 3"))
            .getMessage());
  }

  @Test
  void should_learn_from_clean_images_alone() {
    var y = Corruptions.missing(.5).apply(Bench.pictures(2, 1, 6, 6, 1));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Losses.lmiDenoising().on(y))
            .getMessage()
            .startsWith("lmiDenoising() learns from clean images, but it was given "));
  }
}
