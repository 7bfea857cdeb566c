package org.sfumato.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sfumato.Corruption;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.laws.Bench;

/**
 * How much is hidden, where noise falls, what combinations mean, and the sentences for what cannot
 * be.
 */
class MasksAndNoiseTest {
  private static final int N = 50;
  private static final int SIDE = 32;
  private static final int AREA = SIDE * SIDE;
  private static final Images WHITE = white(N, 3, SIDE);

  private static Images white(int n, int c, int side) {
    var values = new float[n * c * side * side];
    Arrays.fill(values, 1);
    return Data.imagesOf(values, n, c, side, side);
  }

  @Test
  void should_hide_each_pixel_with_the_probability_given_in_all_channels_at_once() {
    float[] y = Corruptions.missing(0.8).apply(WHITE).values();
    int hidden = 0;
    for (int i = 0; i < N; i++) {
      for (int k = 0; k < AREA; k++) {
        float red = y[i * 3 * AREA + k];
        assertEquals(red, y[i * 3 * AREA + AREA + k]);
        assertEquals(red, y[i * 3 * AREA + 2 * AREA + k]);
        hidden += red == 0 ? 1 : 0;
      }
    }
    // Four standard deviations of a binomial share.
    assertEquals(0.8, hidden / (double) (N * AREA), 4 * Math.sqrt(0.16 / (N * AREA)));
    assertEquals(N * AREA * 3, sum(Corruptions.missing(0).apply(WHITE).values()));
    assertEquals(0, sum(Corruptions.missing(1).apply(WHITE).values()));
  }

  @Test
  void should_give_each_image_its_own_mask_unless_shared() {
    var own = Corruptions.missing(0.5).apply(WHITE);
    assertFalse(Arrays.equals(own.get(0).values(), own.get(1).values()));
    var shared = Corruptions.missing(0.5).shared().apply(WHITE);
    assertArrayEquals(shared.get(0).values(), shared.get(49).values());
    assertFalse(
        Arrays.equals(
            shared.get(0).values(),
            Corruptions.missing(0.5).shared().seed(1).apply(WHITE.get(0)).values()));
  }

  @Test
  void should_draw_other_masks_for_another_seed() {
    var a = Corruptions.missing(0.5);
    assertFalse(
        Arrays.equals(a.apply(WHITE.get(0)).values(), a.seed(1).apply(WHITE.get(0)).values()));
  }

  @Test
  void should_hide_one_whole_box_anywhere_in_the_image() {
    var x = white(400, 1, 8);
    var y = Corruptions.box(3, 5).apply(x);
    var corners = new TreeSet<String>();
    for (int i = 0; i < x.size(); i++) {
      float[] v = y.get(i).values();
      int first = 0;
      while (v[first] != 0) {
        first++;
      }
      corners.add(first / 8 + " " + first % 8);
      for (int r = 0; r < 8; r++) {
        for (int c = 0; c < 8; c++) {
          boolean inside =
              r >= first / 8 && r < first / 8 + 3 && c >= first % 8 && c < first % 8 + 5;
          assertEquals(inside ? 0 : 1, v[r * 8 + c]);
        }
      }
    }
    assertEquals(6 * 4, corners.size(), "every place occurs among 400 images: " + corners);
  }

  @Test
  void should_average_blocks() {
    var x = Data.imagesOf(new float[] {0, .2f, .4f, .6f, .1f, .1f, 1, 1}, 1, 1, 2, 4);
    assertArrayEquals(new float[] {.1f, .75f}, Corruptions.downsample(2).apply(x).values(), 1e-6f);
  }

  @Test
  void should_multiply_what_survives_two_masks() {
    var a = Corruptions.missing(0.5);
    float[] y = a.then(a).apply(WHITE).values();
    assertEquals(0.25, sum(y) / (double) y.length, 4 * Math.sqrt(0.25 * 0.75 / (N * AREA)));
    var differently = a.then(Corruptions.missing(0.5).seed(3));
    assertFalse(Arrays.equals(y, differently.apply(WHITE).values()), "a part keeps its own seed");
  }

  @Test
  void should_combine_associatively_to_the_bit() {
    var a = Corruptions.missing(0.3);
    var b = Corruptions.downsample(2);
    var c = Corruptions.box(3, 3);
    assertEquals(a.then(b).then(c), a.then(b.then(c)));
    assertArrayEquals(
        a.then(b).then(c).apply(WHITE).values(), a.then(b.then(c)).apply(WHITE).values());
  }

  @Test
  void should_add_noise_of_the_level_given_and_only_where_something_was_measured() {
    var a = Corruptions.missing(0.5);
    float[] clean = a.apply(WHITE).values();
    var y = a.plus(Corruptions.gaussian(0.2)).apply(WHITE);
    assertEquals(0.2, y.noiseLevel());
    double squares = 0;
    int measured = 0;
    float[] values = y.values();
    for (int k = 0; k < values.length; k++) {
      if (clean[k] == 0) {
        assertEquals(0, values[k]);
      } else {
        squares += (values[k] - 1) * (values[k] - 1);
        measured++;
      }
    }
    assertEquals(0.2, Math.sqrt(squares / measured), 0.2 * 4 / Math.sqrt(2.0 * measured));
  }

  @Test
  void should_work_for_a_record_of_the_users_own() {
    record Dimmed() implements Corruption {
      @Override
      public NDArray of(NDArray x, Step s) {
        return x.mul(0.5);
      }
    }
    var dimmed = new Dimmed();
    assertEquals(
        "Dimmed.then(missing(0.5)).plus(gaussian(0.1))",
        dimmed.then(Corruptions.missing(0.5)).plus(Corruptions.gaussian(0.1)).text());
    assertEquals(0.5f, dimmed.apply(WHITE.get(0)).values()[0]);
    Linear halved = (x, s) -> x.mul(0.5);
    assertEquals(0.5f, halved.adjoint(halved.apply(WHITE.get(0))).values()[0] * 2);
  }

  @Test
  void should_take_images_as_measurements() {
    var y = Corruptions.observed(WHITE);
    assertArrayEquals(WHITE.shape(), y.shape());
    assertEquals(WHITE.ids(), y.ids());
    assertEquals("identity() of 50 images", y.text());
  }

  @Test
  void should_keep_the_operator_when_measurements_are_taken_apart() {
    var y = Corruptions.missing(0.5).apply(WHITE);
    assertEquals(y.get(3).operator(), Corruptions.missing(0.5).apply(WHITE.get(3)).operator());
    assertEquals(Corruptions.missing(0.5), ((Realised) y.operator()).law());
  }

  @Test
  void should_refuse_what_cannot_be() {
    refused(
        "missing(p) needs the probability that a pixel is hidden, from 0 to 1, not 1.2",
        () -> Corruptions.missing(1.2));
    refused(
        "missing(p) needs the probability that a pixel is hidden, from 0 to 1, not NaN",
        () -> Corruptions.missing(Double.NaN));
    refused("box(h, w) needs a box of at least one pixel, not 0×4", () -> Corruptions.box(0, 4));
    refused(
        "a box of 40×4 pixels does not fit into images of 32×32; make it smaller",
        () -> Corruptions.box(40, 4).apply(WHITE));
    refused(
        "downsample(k) needs blocks of at least one pixel, not 0", () -> Corruptions.downsample(0));
    refused(
        "images of 32×32 pixels do not divide into blocks of 5×5; resize them to a multiple of 5",
        () -> Corruptions.downsample(5).apply(WHITE));
    refused(
        "gaussian(σ) needs a standard deviation from 0 up, not -1", () -> Corruptions.gaussian(-1));
    refused(
        "missing(0.5).plus(gaussian(0.1)) has noise, which comes last; write A.then(B).plus(noise)",
        () -> Corruptions.missing(0.5).plus(Corruptions.gaussian(0.1)).then(Corruptions.box(2, 2)));
    refused(
        "identity().plus(gaussian(0.1)) has noise already; add noise once, with the level it should have",
        () ->
            Corruptions.identity().plus(Corruptions.gaussian(0.1)).plus(Corruptions.gaussian(0.1)));
    refused(
        "missing(0.5) was given no images; take at least one",
        () -> Corruptions.missing(0.5).apply(WHITE.first(0)));
    refused(
        "corruption(\"sum\", …) returned the shape (), but measurements are [n, C, H, W], one row per image; reshape them",
        () -> Corruptions.corruption("sum", (x, s) -> x.sum()).apply(WHITE));
  }

  @Test
  void should_know_what_can_never_be_seen() {
    assertEquals(Optional.empty(), Corruptions.missing(0.9).blind());
    assertEquals(Optional.empty(), Corruptions.missing(0).shared().blind());
    assertEquals(
        "missing(1) hides every pixel of every image",
        Corruptions.missing(1).further(0.1).blind().orElseThrow());
    assertEquals(
        "missing(0.2).shared() hides the same pixels of all images",
        Corruptions.missing(0.2).shared().then(Corruptions.downsample(2)).blind().orElseThrow());
    assertEquals(Optional.empty(), Corruptions.box(16, 16).blind(32, 32));
    assertEquals(
        "box(17, 17) always hides the middle of images of 32×32 pixels",
        Structured.of(Corruptions.box(17, 17).apply(WHITE.first(1)).operator())
            .blind()
            .orElseThrow());
    assertEquals(Optional.empty(), Corruptions.box(17, 16).blind(32, 32));
  }

  @Test
  void should_keep_random_numbers_within_bounds() {
    var kept = new KeptNumbers();
    int one = 1 << 22;
    for (int i = 0; i < 9; i++) {
      kept.get("corruption", i, () -> new float[one]);
      assertTrue(kept.size() <= KeptNumbers.MOST);
    }
    float[] last = kept.get("corruption", 8, () -> new float[0]);
    assertEquals(one, last.length, "what was looked at last is still there");
    assertEquals(1, kept.get("corruption", 0, () -> new float[1]).length, "the oldest is not");
  }

  @Test
  void should_show_hidden_pixels_black() {
    var y = Corruptions.missing(0.5).apply(Bench.pictures(1, 1, 8, 8, 1));
    var shown = y.preview().values();
    for (int k = 0; k < 64; k++) {
      assertTrue(y.values()[k] != 0 || shown[k] == 0);
    }
  }

  private static void refused(String sentence, org.junit.jupiter.api.function.Executable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what).getMessage());
  }

  private static int sum(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return (int) Math.round(sum);
  }
}
