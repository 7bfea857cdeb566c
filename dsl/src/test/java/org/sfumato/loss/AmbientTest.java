package org.sfumato.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.corruption.Corruptions;
import org.sfumato.corruption.Linear;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.random.Noise;

/** Learning from measurements, recomputed by hand, and what it refuses. */
class AmbientTest {
  private static final Noise NOISE = new Noise(3);

  /** What the network was given last, and an answer for it. */
  private static final class Watching implements Loss.Denoiser {
    private final float answer;
    private float[] masked;
    private float[] seen;
    private float[] sigma;

    Watching(float answer) {
      this.answer = answer;
    }

    @Override
    public NDArray denoise(NDArray x, NDArray sigma) {
      throw new AssertionError("ambient tells the network what it sees");
    }

    @Override
    public NDArray denoise(NDArray x, NDArray m, NDArray s) {
      masked = x.toFloatArray();
      seen = m.toFloatArray();
      sigma = s.toFloatArray();
      return x.onesLike().mul(answer);
    }
  }

  private static ChunkStep step(Measurements y, int visit) {
    int[] image = y.imageShape();
    var like = Torch.manager().zeros(new Shape(y.size(), image[0], image[1], image[2]));
    int[] places = IntStream.range(0, y.size()).toArray();
    return new ChunkStep(like, y.ids(), places, y.size(), NOISE, 0, 0, visit);
  }

  private static float[] losses(Ambient loss, Measurements y, Loss.Denoiser net, int visit) {
    return Bench.scoped(
        () -> {
          var s = step(y, visit);
          return Grad.off(() -> loss.on(y).of(net, s.at(y), s)).toFloatArray();
        });
  }

  @Test
  void should_be_the_weighted_error_of_what_was_measured() {
    var x = Bench.pictures(3, 1, 4, 4, 1);
    var A = Corruptions.missing(.4);
    var y = A.apply(x);
    var net = new Watching(.3f);
    float[] loss = losses(Losses.ambient(A, A.further(.25)), y, net, 2);
    for (int i = 0; i < 3; i++) {
      var id = y.ids().get(i);
      var hidden = new float[16];
      var more = new float[16];
      var level = new float[1];
      var n = new float[16];
      new Noise(0).uniform("corruption", id, 0, hidden, 0, 16);
      NOISE.uniform("further", id, 2, more, 0, 16);
      NOISE.normal("noise level", id, 2, level, 0, 1);
      NOISE.normal("noise", id, 2, n, 0, 16);
      double sigma = Math.exp(-1.2 + 1.2 * level[0]);
      double lambda = (sigma * sigma + .25) / Math.pow(.5 * sigma, 2);
      double unseen = 0;
      double asked = 0;
      for (int k = 0; k < 16; k++) {
        boolean measured = hidden[k] >= .4f;
        unseen += measured && more[k] >= .25f ? 0 : 1;
        asked += measured && more[k] < .25f ? 1 : 0;
      }
      double sum = 0;
      for (int k = 0; k < 16; k++) {
        boolean measured = hidden[k] >= .4f;
        boolean kept = measured && more[k] >= .25f;
        double x0 = x.values()[16 * i + k];
        assertEquals(kept ? 1 : 0, net.seen[16 * i + k]);
        assertEquals(kept ? x0 + sigma / 2 * n[k] : .5, net.masked[16 * i + k], 1e-5);
        // What is asked for stands for all that is not seen.
        double weight = kept ? lambda : 4 * unseen / asked;
        sum += measured ? weight * Math.pow(2 * (.3 - x0), 2) : 0;
      }
      assertEquals(sigma / 2, net.sigma[i], 1e-6 * sigma);
      assertEquals(sum / 16, loss[i], 1e-4 * sum / 16);
    }
  }

  /** Two random sums of the pixels, other ones for each image. */
  record Sums() implements Linear {
    private NDArray rows(NDArray like, Step s) {
      var z = s.normal("rows");
      return z.reshape(z.getShape().get(0), 2, like.getShape().size() / like.getShape().get(0) / 2);
    }

    @Override
    public NDArray of(NDArray x, Step s) {
      long n = x.getShape().get(0);
      // Four pixels, of which the first row sums 0 and 1 and the second 2 and 3.
      return rows(x, s).mul(x.reshape(n, 2, -1)).sum(new int[] {2}).reshape(n, 1, 1, 2);
    }

    @Override
    public NDArray adjoint(NDArray y, Step s) {
      long n = y.getShape().get(0);
      return rows(s.xt(), s).mul(y.reshape(n, 2, 1)).reshape(s.xt().getShape());
    }

    @Override
    public String text() {
      return "sums";
    }
  }

  /** Compressed sensing: u = ÃᵀÃ x_t, and the error is ‖A h − y‖². */
  @Test
  void should_learn_from_sums_of_pixels_that_are_others_for_each_image() {
    var x = Bench.pictures(3, 1, 2, 2, 1);
    Corruption A = new Sums();
    var y = A.apply(x);
    var net = new Watching(.3f);
    float[] loss = losses(Losses.ambient(A, A.further(.5)), y, net, 1);
    for (int i = 0; i < 3; i++) {
      var id = y.ids().get(i);
      var a = new float[4];
      var more = new float[4];
      var level = new float[1];
      var n = new float[4];
      new Noise(0).normal("rows", id, 0, a, 0, 4);
      NOISE.uniform("further", id, 1, more, 0, 4);
      NOISE.normal("noise level", id, 1, level, 0, 1);
      NOISE.normal("noise", id, 1, n, 0, 4);
      double sigma = Math.exp(-1.2 + 1.2 * level[0]);
      double sum = 0;
      for (int row = 0; row < 2; row++) {
        boolean kept = more[row] >= .5f;
        double noisy = 0;
        double error = 0;
        for (int k = 2 * row; k < 2 * row + 2; k++) {
          double x0 = 2 * x.values()[4 * i + k] - 1;
          noisy += a[k] * (x0 + sigma * n[k]);
          error += a[k] * (2 * .3 - 1 - x0);
        }
        for (int k = 2 * row; k < 2 * row + 2; k++) {
          double expected = kept ? .5 + a[k] * noisy / 2 : .5;
          assertEquals(expected, net.masked[4 * i + k], 1e-4 * (1 + Math.abs(expected)));
        }
        sum += 4 * error * error;
      }
      assertEquals(sum / 2, loss[i], 1e-4 * (1 + sum));
    }
  }

  @Test
  void should_be_plain_denoising_where_nothing_is_hidden() {
    var x = Bench.pictures(4, 1, 4, 4, 1);
    var A = Corruptions.missing(0);
    var y = A.apply(x);
    Bench.scoped(
        () -> {
          // One denoiser in both forms: half of what it sees, and a little of the noise level.
          Loss.Denoiser net =
              new Loss.Denoiser() {
                @Override
                public NDArray denoise(NDArray v, NDArray sigma) {
                  return v.mul(.5).add(sigma.reshape(4, 1, 1, 1).mul(.1));
                }

                @Override
                public NDArray denoise(NDArray v, NDArray seen, NDArray sigma) {
                  assertEquals(64, seen.sum().toFloatArray()[0]);
                  return denoise(v, sigma);
                }
              };
          var s = step(y, 5);
          var ambient = Grad.off(() -> Losses.ambient(A, A.further(0)).on(y).of(net, s.at(y), s));
          var plain = Grad.off(() -> Losses.denoising().on(x).of(net, s.at(x), s));
          float[] expected = plain.toFloatArray();
          float[] actual = ambient.toFloatArray();
          for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], actual[i], 1e-5 * expected[i]);
          }
          return null;
        });
  }

  @Test
  void should_hide_more_at_each_visit_within_what_was_measured() {
    var A = Corruptions.missing(.6);
    var y = A.apply(Bench.pictures(4, 1, 32, 32, 1));
    var loss = Losses.ambient(A, A.further(.2));
    var first = new Watching(0);
    double left = 0;
    double measured = 0;
    float[] before = null;
    for (int visit = 0; visit < 6; visit++) {
      losses(loss, y, first, visit);
      for (int k = 0; k < first.seen.length; k++) {
        boolean known = y.values()[k] != 0;
        assertTrue(known || first.seen[k] == 0, "a pixel is seen that was not measured");
        left += first.seen[k];
        measured += known ? 1 : 0;
      }
      assertTrue(before == null || !Arrays.equals(before, first.seen), "Ã is drawn once only");
      before = first.seen;
    }
    assertEquals(.8, left / measured, 5 * Math.sqrt(.16 / measured));
    losses(loss, y, first, 5);
    assertArrayEquals(before, first.seen);
  }

  @Test
  void should_hide_another_box_of_its_own_size_beside_the_first() {
    var A = Corruptions.box(8, 8);
    var y = A.apply(Bench.pictures(40, 1, 32, 32, 1));
    var net = new Watching(0);
    losses(Losses.ambient(A, A.further(Corruptions.box(4, 4))), y, net, 0);
    double hidden = 0;
    for (int i = 0; i < 40; i++) {
      int unseen = 0;
      for (int k = 0; k < 1024; k++) {
        unseen += net.seen[1024 * i + k] == 0 ? 1 : 0;
      }
      assertTrue(unseen >= 64 && unseen <= 80, unseen + " pixels are hidden");
      hidden += unseen;
    }
    // Two boxes seldom overlap: 64 + 16 less the 16 · 64/1024 or so that both hide.
    assertEquals(79, hidden / 40, 1.5);
  }

  @Test
  void should_have_the_gradient_that_differences_give() {
    var A = Corruptions.missing(.5);
    var y = A.apply(Bench.pictures(2, 1, 4, 4, 1));
    var loss = Losses.ambient(A, A.further(.3)).on(y);
    Bench.scoped(
        () -> {
          var s = step(y, 0);
          var x = s.at(y);
          var w = Grad.leaf(Torch.manager().create(new float[] {.7f, .1f}, new Shape(2)));
          var gradient = Grad.on(() -> Grad.of(loss.of(linear(w), x, s).sum(), w)).toFloatArray();
          for (int k = 0; k < 2; k++) {
            float h = 1e-2f;
            double difference = (at(loss, x, s, k, h) - at(loss, x, s, k, -h)) / (2 * h);
            assertEquals(difference, gradient[k], 2e-3 * Math.abs(difference));
          }
          return null;
        });
  }

  private static double at(Loss loss, NDArray x, Step s, int k, float h) {
    float[] at = {.7f, .1f};
    at[k] += h;
    var w = Torch.manager().create(at, new Shape(2));
    return Grad.off(() -> loss.of(linear(w), x, s)).sum().toFloatArray()[0];
  }

  /** D = w₀ u + w₁. */
  private static Loss.Denoiser linear(NDArray w) {
    return new Loss.Denoiser() {
      @Override
      public NDArray denoise(NDArray x, NDArray sigma) {
        return x.mul(w.get("0")).add(w.get("1"));
      }

      @Override
      public NDArray denoise(NDArray masked, NDArray seen, NDArray sigma) {
        return denoise(masked, sigma);
      }
    };
  }

  @Test
  void should_refuse_what_nothing_can_be_learnt_from() {
    Images x = Bench.pictures(3, 1, 8, 8, 1);
    refused(
        "ambient cannot learn what no image shows: missing(1) hides every pixel of every image",
        on(Corruptions.missing(1), x));
    refused(
        "ambient cannot learn what no image shows: missing(0.5).shared() hides the same pixels of all images",
        on(Corruptions.missing(.5).shared(), x));
    refused(
        "ambient cannot learn what no image shows: box(5, 6) always hides the middle of images of 8×8 pixels",
        () ->
            Losses.ambient(
                    Corruptions.box(5, 6), Corruptions.box(5, 6).further(Corruptions.box(2, 2)))
                .on(Corruptions.box(5, 6).apply(x)));
    refused(
        "box(2, 2) hides a whole piece, and hiding single pixels more never asks what is in such a piece; hide another one, as box(2, 2).further(box(2, 2)) does",
        on(Corruptions.box(2, 2), x));
    refused(
        "with missing(0.5).further(0) the network is never asked for what it does not see, and learns nothing about it; hide some more, as missing(0.5).further(0.1) does",
        () -> Losses.ambient(Corruptions.missing(.5), Corruptions.missing(.5).further(0)));
    refused(
        "ambient(missing(0.5), missing(0.5).further(0.1)) is about another corruption than that of the measurements, missing(0.4); use the A that measured them",
        () ->
            Losses.ambient(Corruptions.missing(.5), Corruptions.missing(.5).further(.1))
                .on(Corruptions.missing(.4).apply(x)));
  }

  private static Executable on(Corruption a, Images x) {
    return () -> Losses.ambient(a, a.further(.1)).on(a.apply(x));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  @Test
  void should_not_depend_on_the_company_of_an_image() {
    var A = Corruptions.missing(.5);
    var x = Bench.pictures(4, 1, 4, 4, 1);
    var y = A.apply(x);
    float[] all = losses(Losses.ambient(A, A.further(.1)), y, new Watching(.2f), 0);
    float[] alone = losses(Losses.ambient(A, A.further(.1)), y.get(2), new Watching(.2f), 0);
    assertEquals(all[2], alone[0], 1e-6 * all[2]);
    assertNotEquals(all[1], alone[0]);
  }
}
