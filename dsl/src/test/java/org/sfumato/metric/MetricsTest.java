package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.metric.Metrics.gmsd;
import static org.sfumato.metric.Metrics.metric;
import static org.sfumato.metric.Metrics.mi;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.nmi;
import static org.sfumato.metric.Metrics.psnr;
import static org.sfumato.metric.Metrics.ssim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Provenance;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;

class MetricsTest {
  private static final Images A = Patterns.of(Patterns::a);
  private static final Images B = Patterns.of(Patterns::b);
  private static final Images C = Patterns.of(Patterns::c);

  /** Images are single precision. */
  private static final double EXACT = 1e-6;

  private static Metric flat(Images reference) {
    return ssim(reference).flat().named("SSIM flat");
  }

  /** As guidance computes it. */
  private static double recorded(Images x, Metric m) {
    return Chunks.perImage(x, 0, (batch, s) -> Grad.on(() -> m.of(batch, s)))[0];
  }

  private static double one(Images x, Metric m) {
    return Chunks.perImage(x, 0, m::of)[0];
  }

  @Test
  void should_give_the_golden_mean_squared_error() {
    assertEquals(.0022845042, one(A, mse(B)), 1e-9);
  }

  @Test
  void should_give_the_golden_signal_to_noise_ratio() {
    assertEquals(26.412080, one(A, psnr(B)), EXACT);
    assertEquals(8.759377, one(A, psnr(C)), EXACT);
  }

  @Test
  void should_give_the_golden_structural_similarity() {
    assertEquals(.988903396, one(A, ssim(B)), EXACT);
    assertEquals(.010022474, one(A, ssim(C)), EXACT);
    assertEquals(1, one(A, ssim(A)), 1e-12);
  }

  @Test
  void should_give_the_default_of_scikit_image_with_a_flat_window() {
    assertEquals(.987107812, one(A, ssim(B).flat()), EXACT);
    assertEquals(.008393013, one(A, ssim(C).flat()), EXACT);
  }

  @Test
  void should_weigh_the_window_as_published() {
    double[] half = {.00102838, .00759876, .03600077, .10936069, .21300554, .26601172};
    var row = ssim().weightsInARow();
    for (int k = 0; k < 11; k++) {
      assertEquals(half[Math.min(k, 10 - k)], row[k], 1e-8);
    }
  }

  @Test
  void should_give_the_golden_mutual_information() {
    assertEquals(1.903335, one(A, mi(B)), EXACT);
    assertEquals(.845524, one(A, mi(C)), EXACT);
    assertEquals(Math.log(32), one(A, mi(A)), EXACT);
    assertEquals(one(A, mi(B)), one(B, mi(A)), 1e-12);
  }

  @Test
  void should_agree_with_other_libraries_on_gray_photographs() {
    var ref = Photographs.gray("ref");
    var out = Photographs.gray("out");
    for (var m : List.of(mse(ref), psnr(ref), ssim(ref), flat(ref), mi(ref), nmi(ref), gmsd(ref))) {
      assertArrayEquals(
          Photographs.expected("gray", m.name()), Chunks.perImage(out, 0, m::of), 1e-5, m.name());
    }
  }

  @Test
  void should_agree_with_other_libraries_on_colour_photographs() {
    var ref = Photographs.colour("refc");
    var out = Photographs.colour("outc");
    for (var m : List.of(mse(ref), psnr(ref), ssim(ref), flat(ref), nmi(ref), gmsd(ref))) {
      assertArrayEquals(
          Photographs.expected("color", m.name()), Chunks.perImage(out, 0, m::of), 1e-5, m.name());
    }
  }

  @Test
  void should_give_an_image_the_same_bits_alone_and_among_others() {
    var ref = Photographs.gray("ref");
    var out = Photographs.gray("out");
    for (var m :
        List.<Metric>of(mse(ref), psnr(ref), ssim(ref), flat(ref), mi(ref), nmi(ref), gmsd(ref))) {
      double among = Chunks.perImage(out, 0, m::of)[5];
      assertEquals(among, Chunks.perImage(out.get(5), 0, m::of)[0], m.name());
      assertEquals(among, Chunks.perImage(out.range(3, 10), 0, m::of)[2], m.name());
    }
  }

  @Test
  void should_find_the_reference_by_identity_whatever_the_order() {
    var ref = Photographs.gray("ref");
    var ids = new ArrayList<>(ref.ids());
    Collections.reverse(ids);
    int one = 96 * 96;
    var backward = new float[16 * one];
    for (int i = 0; i < 16; i++) {
      ref.read(15 - i, backward, i * one);
    }
    var turned = Images.of(backward, 1, 96, 96, ids, "backward", Provenance.NONE);
    var out = Photographs.gray("out");
    assertArrayEquals(
        Chunks.perImage(out, 0, ssim(ref)::of), Chunks.perImage(out, 0, ssim(turned)::of));
  }

  @Test
  void should_average_mutual_information_over_channels() {
    var values = new float[2 * 32 * 32];
    var other = new float[2 * 32 * 32];
    System.arraycopy(A.values(), 0, values, 0, 1024);
    System.arraycopy(A.values(), 0, values, 1024, 1024);
    System.arraycopy(B.values(), 0, other, 0, 1024);
    System.arraycopy(C.values(), 0, other, 1024, 1024);
    var x = Data.imagesOf(values, 1, 2, 32, 32);
    var y = Data.imagesOf(other, 1, 2, 32, 32);
    assertEquals((1.903335 + .845524) / 2, one(x, mi(y)), EXACT);
  }

  @Test
  void should_call_identical_images_as_good_as_can_be() {
    assertEquals(Double.POSITIVE_INFINITY, one(A, psnr(A)));
    assertEquals(0, one(A, mse(A)));
    assertEquals(0, one(A, gmsd(A)));
    assertEquals(1, one(A, nmi(A)), 1e-12);
  }

  @Test
  void should_normalise_mutual_information_by_the_mean_entropy() {
    assertEquals(.845524 / ((Math.log(32) + one(C, mi(C))) / 2), one(A, nmi(C)), EXACT);
    assertEquals(one(A, nmi(B)), one(B, nmi(A)), 1e-12);
  }

  @Test
  void should_know_what_constant_images_share() {
    var black = Data.imagesOf(new float[1024], 1, 1, 32, 32);
    var half = new float[1024];
    java.util.Arrays.fill(half, .5f);
    var gray = Data.imagesOf(half, 1, 1, 32, 32);
    assertEquals(0, one(A, mi(black)), 1e-12);
    assertEquals(0, one(black, mi(gray)), 1e-12);
    assertEquals(0, one(A, nmi(black)), 1e-12);
    assertEquals(0, one(black, gmsd(black)));
    assertTrue(one(A, gmsd(black)) > .01);
    assertEquals(
        "NMI is 0 / 0 where an image and its reference are both of one level; leave such images out, or use mi()",
        sentence(() -> one(black, nmi(gray))));
  }

  /** Flat ground is where variances are small differences of large squares. */
  @Test
  void should_keep_its_digits_on_flat_and_faint_ground() {
    var random = new java.util.Random(6);
    for (double level : new double[] {0, .02, .5, .95, 1}) {
      for (double noise : new double[] {0, .001, .01}) {
        var values = new float[2][40 * 40];
        for (int k = 0; k < 1600; k++) {
          values[0][k] = (float) Math.min(1, Math.max(0, level + noise * random.nextGaussian()));
          values[1][k] =
              (float) Math.min(1, Math.max(0, level - .05 + noise * random.nextGaussian()));
        }
        var x = Data.imagesOf(values[0], 1, 1, 40, 40);
        var y = Data.imagesOf(values[1], 1, 1, 40, 40);
        assertEquals(Windows.ssim(x, y, ssim(y)), one(x, ssim(y)), 5e-6);
        assertEquals(Windows.ssim(x, y, ssim(y)), recorded(x, ssim(y)), 1e-11);
      }
    }
  }

  @Test
  void should_measure_images_that_are_not_square_or_even() {
    var random = new java.util.Random(4);
    for (int[] side : new int[][] {{11, 37}, {40, 12}, {23, 23}}) {
      var values = new float[2][side[0] * side[1]];
      for (int k = 0; k < values[0].length; k++) {
        values[0][k] = random.nextFloat();
        values[1][k] = random.nextFloat();
      }
      var x = Data.imagesOf(values[0], 1, 1, side[0], side[1]);
      var y = Data.imagesOf(values[1], 1, 1, side[0], side[1]);
      assertEquals(Windows.ssim(x, y, ssim(y)), one(x, ssim(y)), EXACT);
      assertEquals(Windows.ssim(x, y, ssim(y).flat()), one(x, ssim(y).flat()), EXACT);
      assertEquals(Windows.ssim(x, y, ssim(y)), recorded(x, ssim(y)), 1e-12);
      assertEquals(Windows.ssim(x, y, ssim(y).flat()), recorded(x, ssim(y).flat()), 1e-12);
      assertTrue(Double.isFinite(one(x, gmsd(y))));
    }
  }

  @Test
  void should_state_the_settings_that_define_the_number() {
    assertEquals("range 1", mse().variant());
    assertEquals("dB, range 1, mean of the images' PSNR", psnr().variant());
    assertEquals(
        "Gaussian window 11, σ 1.5, population covariance, range 1, valid region, mean over channels",
        ssim().variant());
    assertEquals(
        "flat window 7×7, sample covariance, range 1, valid region, mean over channels",
        ssim().flat().variant());
    assertEquals("32 bins over [0, 1], nats, mean over channels", mi().bins(32).variant());
    assertEquals(
        "32 bins over [0, 1], 2 I / (H₁ + H₂), mean over channels", nmi().bins(32).variant());
    assertEquals(
        "BT.601 luma, 2×2 mean, Prewitt / 3, black border, c = 170 / 255², population deviation",
        gmsd().variant());
    assertNotEquals(ssim().variant(), ssim().window(9).variant());
  }

  @Test
  void should_keep_settings_and_reference_under_another_name() {
    var named = ssim().window(9).named("SSIM to source").against(B);
    assertEquals("SSIM to source", named.name());
    assertEquals(one(A, ssim(B).window(9)), one(A, named));
    assertEquals(B, named.comparedWith().orElseThrow());
    assertFalse(mse().higherIsBetter());
    assertFalse(mi(B).named("x").differentiable());
    assertTrue(ssim(B).differentiable());
  }

  @Test
  void should_take_a_metric_given_by_a_function() {
    var bright =
        metric(
            "brightness", (x, s) -> x.mean(new int[] {1}).mean(new int[] {1}).mean(new int[] {1}));
    double sum = 0;
    for (float v : A.values()) {
      sum += v;
    }
    assertEquals(sum / 1024, one(A, bright), 1e-6);
    assertFalse(bright.lowerIsBetter().higherIsBetter());
    assertEquals("a metric needs a name for its column", sentence(() -> metric(" ", (x, s) -> x)));
  }

  private static String sentence(org.junit.jupiter.api.function.Executable e) {
    return assertThrows(IllegalArgumentException.class, e).getMessage();
  }

  @Test
  void should_say_what_is_wrong() {
    assertEquals("SSIM needs images to compare with: ssim(images)", sentence(() -> one(A, ssim())));
    assertEquals(
        "SSIM's window is an odd number of pixels from 3 up, not 8",
        sentence(() -> ssim().window(8)));
    assertEquals("MI takes 2 to 1024 bins, not 1", sentence(() -> mi().bins(1)));
    assertEquals("NMI takes 2 to 1024 bins, not 2000", sentence(() -> nmi().bins(2000)));
    var two = Data.imagesOf(new float[512], 1, 2, 16, 16);
    assertEquals(
        "GMSD takes the luma of 1 or 3 channels, but these images have 2",
        sentence(() -> one(two, gmsd(two))));
    var small = Data.imagesOf(new float[64], 1, 1, 8, 8);
    assertEquals(
        "SSIM's window of 11×11 pixels does not fit into images of 8×8; use ssim(…).window(7)",
        sentence(() -> one(small, ssim(small))));
    assertEquals(
        "MSE compares images of one shape, but these are [1, 32, 32] and imagesOf(…) has [1, 8, 8]; resize one of them",
        sentence(() -> one(A, mse(small))));
  }
}
