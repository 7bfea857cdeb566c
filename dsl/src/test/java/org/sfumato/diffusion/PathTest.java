package org.sfumato.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.laws.Members;

/** Paths and grids: σ(t) and where a run stops. */
class PathTest {
  static Stream<Sde> paths() {
    return new Members().given(double.class, .01, 50.0).of(Diffusion.class, Sde.class).stream();
  }

  static Stream<Grid> grids() {
    return new Members().given(double.class, 5.0).of(Diffusion.class, Grid.class).stream();
  }

  @Test
  void should_stop_where_edm_stops() {
    double[] published = {
      80, 57.585985, 40.785574, 28.374585, 19.352453, 12.910082, 8.400935, 5.315195, 3.256822,
      1.923340, 1.088171, .585348, .296442, .139516, .059947, .022935, .007528, .002, 0
    };
    double[] sigmas = Diffusion.karras(7).sigmas(Diffusion.edm(), 40, 18);
    assertEquals(19, sigmas.length);
    for (int i = 0; i < 19; i++) {
      assertEquals(published[i] / 2, sigmas[i], 1e-6, "σ" + i);
    }
    // edm's own time makes even steps the same grid
    assertArrayEquals(sigmas, Diffusion.uniform().sigmas(Diffusion.edm(), 40, 18), 1e-9);
  }

  @Test
  void should_have_the_noise_levels_of_the_ve_paper() {
    // 1000 levels from 0.01 to 50, even in ln σ; t = i/999
    var path = Diffusion.ve(.01, 50);
    int[] at = {0, 1, 499, 998, 999};
    double[] published = {.01, .010086, .704099, 49.575526, 50};
    for (int k = 0; k < at.length; k++) {
      assertEquals(published[k], path.sigma(at[k] / 999.0), 1e-6 * Math.max(1, published[k]));
    }
    double[] down = Diffusion.geometric().sigmas(path, 50, 1000);
    assertEquals(.704099, down[500], 1e-6);
    assertArrayEquals(down, Diffusion.uniform().sigmas(path, 50, 1000), 1e-9);
  }

  @Test
  void should_come_near_the_discrete_ddpm() {
    // β from 1e-4 to 0.02 in 1000 steps is vp(0.1, 20); the sum and the integral differ by the last
    // step's share
    var path = Diffusion.vp(.1, 20);
    int[] at = {99, 199, 399, 499, 999};
    double[] published = {.338828, .719279, 2.030851, 3.424137, 157.4073};
    for (int k = 0; k < at.length; k++) {
      double t = (at[k] + 1) / 1000.0;
      double sigma = 2 * path.sigma((t - 1e-3) / (1 - 1e-3));
      assertEquals(published[k], sigma, .035 * published[k], "t = " + t);
    }
    double[] bars = {.8970181, .6590385, .1951464, .0785872, 4.0358e-5};
    double bar = 1;
    for (int i = 0, k = 0; i < 1000; i++) {
      bar *= 1 - (1e-4 + i * (.02 - 1e-4) / 999);
      if (i == at[k]) {
        assertEquals(bars[k], bar, 1e-6 * bars[k] + 1e-7);
        assertEquals(published[k++], Math.sqrt((1 - bar) / bar), 1e-4 * published[Math.min(k, 4)]);
      }
    }
  }

  @Test
  void should_integrate_beta_exactly() {
    // σ² = (e^∫β − 1)/4, and β is the derivative of ln(1 + 4σ²)
    var path = Diffusion.vp(.1, 20);
    for (double t : new double[] {.1, .4, .9}) {
      double h = 1e-5;
      double slope =
          (Math.log1p(4 * sq(path.sigma(t + h))) - Math.log1p(4 * sq(path.sigma(t - h)))) / (2 * h);
      double s = 1e-3 + t * (1 - 1e-3);
      assertEquals((.1 + 19.9 * s) * (1 - 1e-3), slope, 1e-5);
    }
  }

  private static double sq(double x) {
    return x * x;
  }

  @ParameterizedTest
  @MethodSource("paths")
  void should_grow_and_be_inverted_by_time(Sde path) {
    double before = 0;
    for (int i = 0; i <= 100; i++) {
      double t = i / 100.0;
      double sigma = path.sigma(t);
      assertTrue(sigma > before, path.text() + " at " + t);
      assertEquals(t, path.time(sigma), 1e-9, path.text());
      before = sigma;
    }
    assertEquals(path.sigmaMin(), path.sigma(0), 1e-12);
    assertEquals(path.sigmaMax(), path.sigma(1), 1e-9 * path.sigmaMax());
    assertTrue(path.latex().orElseThrow().startsWith("\\sigma(t) = "));
  }

  @ParameterizedTest
  @MethodSource("grids")
  void should_go_down_from_the_start_to_the_smallest_and_then_to_0(Grid grid) {
    for (var path : paths().toList()) {
      for (double start : new double[] {path.sigmaMax(), path.sigma(.6)}) {
        for (int n : new int[] {1, 2, 3, 20, 100}) {
          double[] sigmas = grid.sigmas(path, start, n);
          var what = grid.text() + " on " + path.text() + ", n = " + n;
          assertEquals(n + 1, sigmas.length, what);
          assertEquals(start, sigmas[0], what);
          assertEquals(0, sigmas[n], what);
          if (n > 1) {
            assertEquals(path.sigmaMin(), sigmas[n - 1], what);
          }
          for (int i = 0; i < n; i++) {
            assertTrue(sigmas[i + 1] < sigmas[i], what);
          }
        }
      }
    }
  }

  @Test
  void should_print_as_they_are_written() {
    assertEquals("ve(0.01, 50)", Diffusion.ve(.01, 50).text());
    assertEquals("vp(0.1, 20)", Diffusion.vp(.1, 20).text());
    assertEquals("edm()", Diffusion.edm().text());
    assertEquals("karras(5)", Diffusion.karras(5).text());
    assertEquals("geometric()", Diffusion.geometric().text());
    assertEquals("uniform()", Diffusion.uniform().text());
    assertEquals(
        "\\sigma(t) = 0.01 \\left(\\frac{50}{0.01}\\right)^{t}", Diffusion.ve(.01, 50).equation());
  }

  @Test
  void should_refuse_what_is_no_path() {
    refused("ve(min, max) needs 0 < min < max, not 0 and 50", () -> Diffusion.ve(0, 50));
    refused("ve(min, max) needs 0 < min < max, not 2 and 1", () -> Diffusion.ve(2, 1));
    refused(
        "ve(min, max) needs 0 < min < max, not 0.01 and NaN", () -> Diffusion.ve(.01, Double.NaN));
    refused(
        "ve(min, max) needs 0 < min < max, not 0.01 and Infinity",
        () -> Diffusion.ve(.01, Double.POSITIVE_INFINITY));
    refused("vp(min, max) needs 0 < min < max, not 20 and 0.1", () -> Diffusion.vp(20, .1));
    refused("karras(ρ) needs a ρ above 0, not 0", () -> Diffusion.karras(0));
    refused("karras(ρ) needs a ρ above 0, not NaN", () -> Diffusion.karras(Double.NaN));
  }

  private static void refused(String sentence, org.junit.jupiter.api.function.Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
