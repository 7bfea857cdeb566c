package org.sfumato.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.laws.Bench;

/** What goes wrong in the official code of published methods, and must not here. */
class TrapsTest {
  private static Images white(int n, int c, int side) {
    var values = new float[n * c * side * side];
    Arrays.fill(values, 1);
    return Data.imagesOf(values, n, c, side, side);
  }

  /** DDRM gives the singular values of sorted frequencies to pixel-major coefficients. */
  @Test
  void
      should_not_give_a_colour_the_singular_value_of_another_frequency_as_the_official_code_does() {
    var x = Bench.pictures(2, 3, 8, 8, 5);
    var a = Corruptions.blur(0.9);
    double[] kernel = Kernels.gaussian(0.9);
    double[] image = toDoubles(x.values());
    var direct = new double[image.length];
    for (int plane = 0; plane < 6; plane++) {
      for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
          for (int p = 1 - kernel.length; p < kernel.length; p++) {
            for (int q = 1 - kernel.length; q < kernel.length; q++) {
              direct[plane * 64 + i * 8 + j] +=
                  kernel[Math.abs(p)]
                      * kernel[Math.abs(q)]
                      * image[plane * 64 + Axis.mirror(i + p, 8) * 8 + Axis.mirror(j + q, 8)];
            }
          }
        }
      }
    }
    double[] spectral =
        Bench.scoped(
            () -> {
              var images = Bench.precise(x);
              var s = Bench.step(images, x.ids(), 0);
              var svd = a.svd().orElseThrow();
              var c = svd.coefficients(images, s).mul(svd.values(images, s));
              return svd.measurements(c, s).toDoubleArray();
            });
    assertArrayEquals(direct, spectral, 1e-12);
    assertArrayEquals(direct, toDoubles(a.apply(x).values()), 1e-6);
  }

  /** DDRM's loop over a kernel stops a tap early, so that blurred images are darker. */
  @Test
  void should_not_darken_images_by_a_lost_tap_as_the_official_code_does() {
    for (var a :
        List.of(
            Corruptions.blur(2),
            Corruptions.blur(2).periodic(),
            Corruptions.motionBlur(7, 0.5),
            Corruptions.motionBlur(8, 1),
            Corruptions.downsample(3),
            Corruptions.downsample(3).bicubic(),
            Corruptions.downsample(4).bicubic())) {
      for (float v : a.apply(white(3, 1, 24)).values()) {
        assertEquals(1, v, 2e-6, a.text());
      }
    }
  }

  /** DDRM's taps of an odd stride are half a pixel off the middle of their block. */
  @Test
  void should_not_shift_images_that_are_shrunk_by_an_odd_number_as_the_official_code_does() {
    double[] row = Kernels.bicubic(3, 30)[4];
    for (int d = 0; d < 7; d++) {
      assertEquals(row[13 - d], row[13 + d], 1e-15, "symmetric about the middle, 13");
    }
  }

  /** DPS adds noise to hidden pixels too, which changes its step. */
  @Test
  void should_not_put_noise_on_hidden_pixels_as_the_official_code_does() {
    for (var noise :
        List.of(Corruptions.gaussian(0.3), Corruptions.rician(0.3), Corruptions.poisson(0.05))) {
      for (var a :
          List.of(
              Corruptions.missing(0.5),
              Corruptions.box(4, 4),
              Corruptions.keepPatch(3),
              Corruptions.kspace(4),
              Corruptions.blur(1).then(Corruptions.missing(0.5)),
              Corruptions.missing(0.9).then(Corruptions.downsample(2)))) {
        float[] seen = measured(a, Bench.pictures(1, 1, 16, 16, 3));
        float[] y = a.plus(noise).apply(Bench.pictures(1, 1, 16, 16, 3)).values();
        int hidden = 0;
        int disturbed = 0;
        float[] clean = a.apply(Bench.pictures(1, 1, 16, 16, 3)).values();
        for (int k = 0; k < y.length; k++) {
          if (seen[k] == 0) {
            assertTrue(y[k] == 0, a.text() + " " + noise.text());
            hidden++;
          } else if (y[k] != clean[k]) {
            disturbed++;
          }
        }
        assertTrue(hidden > 0 && disturbed > 0, a.text() + " " + noise.text());
      }
    }
  }

  private static float[] measured(Structured a, Images x) {
    var y = a.apply(x);
    return Bench.scoped(
        () -> {
          var s = Bench.step(Bench.precise(x), x.ids(), 0);
          var values = Bench.precise(y);
          var where = Structured.of(y.operator()).measured(values, s);
          return values.onesLike().mul(where).toType(DataType.FLOAT32, false).toFloatArray();
        });
  }

  /** In DPS the adjoint of a blur returns its input. */
  @Test
  void should_not_take_the_identity_for_an_adjoint_as_the_official_code_does() {
    var x = Bench.pictures(1, 1, 16, 16, 3);
    for (Structured a :
        List.of(
            Corruptions.blur(1.5),
            Corruptions.blur(1.5).periodic(),
            Corruptions.motionBlur(9, 0.5))) {
      var y = a.apply(x);
      assertFalse(Arrays.equals(y.values(), a.adjoint(y).values()), a.text());
    }
  }

  /** Ambient Diffusion draws the box that hides more with p in place of δ. */
  @Test
  void should_not_hide_more_with_the_probability_of_the_corruption_as_the_official_code_does() {
    var x = white(40, 1, 16);
    for (var a : List.of(Corruptions.missing(0.8), Corruptions.box(8, 8))) {
      double before = sum(a.apply(x).values());
      double after = sum(a.further(0.1).apply(x).values());
      double sd = Math.sqrt(0.09 / before);
      assertEquals(0.9, after / before, 4 * sd, a.text());
    }
  }

  /** Per-channel masks leak colours, so channels share a mask unless they are told otherwise. */
  @Test
  void should_not_mask_channels_apart_unless_told_to_as_the_official_default_does() {
    var x = white(4, 3, 16);
    float[] together = Corruptions.missing(0.5).apply(x).values();
    float[] apart = Corruptions.missing(0.5).perChannel().apply(x).values();
    assertArrayEquals(Arrays.copyOfRange(together, 0, 256), Arrays.copyOfRange(together, 256, 512));
    assertFalse(
        Arrays.equals(Arrays.copyOfRange(apart, 0, 256), Arrays.copyOfRange(apart, 256, 512)));
  }

  /** "92 % missing" is a count in one code and a probability in another; here it is said. */
  @Test
  void should_hide_exactly_as_many_pixels_as_said_if_exact() {
    var x = white(5, 3, 10);
    for (double p : new double[] {0, 0.29, 0.555, 0.92, 1}) {
      var y = Corruptions.missing(p).exact().apply(x);
      for (int i = 0; i < 5; i++) {
        assertEquals(3 * (100 - Math.floor(p * 100 + 1e-6)), sum(y.get(i).values()), 0, "" + p);
      }
      var channels = Corruptions.missing(p).exact().perChannel().apply(x).get(0).values();
      assertEquals(100 - Math.floor(p * 100 + 1e-6), sum(Arrays.copyOf(channels, 100)), 0);
    }
    assertNotEquals(
        Arrays.toString(Corruptions.missing(0.5).exact().apply(x).get(0).values()),
        Arrays.toString(Corruptions.missing(0.5).exact().apply(x).get(1).values()));
  }

  @Test
  void should_refuse_to_hide_single_entries_of_what_is_one_whole() {
    var e = assertThrows(IllegalArgumentException.class, () -> Corruptions.blur(2).further(0.1));
    assertEquals(
        "blur(2).further(δ) is not defined, for each measurement mixes many pixels; hide pixels of the result with blur(2).then(missing(δ))",
        e.getMessage());
    for (var a :
        List.of(
            Corruptions.averaging(4, 0.5),
            Corruptions.grayscale(),
            Corruptions.phaseRetrieval(),
            Corruptions.motionBlur(5, 0.5))) {
      assertThrows(IllegalArgumentException.class, () -> a.further(0.1), a.text());
    }
  }

  private static double[] toDoubles(float[] values) {
    var all = new double[values.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = values[k];
    }
    return all;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum;
  }
}
