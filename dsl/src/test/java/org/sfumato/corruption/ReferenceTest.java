package org.sfumato.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Corruptions against NumPy and SciPy; {@code references.py} made the numbers. */
class ReferenceTest {
  private static Images pattern(int h, int w) {
    var values = new float[h * w];
    for (int k = 0; k < values.length; k++) {
      values[k] = ((7 * (k / w) + 13 * (k % w)) % 32) / 31f;
    }
    return Data.imagesOf(values, 1, 1, h, w);
  }

  private static double[] reference(String name) throws IOException {
    try (var in = ReferenceTest.class.getResourceAsStream("references.txt")) {
      var line =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(l -> l.matches(name + " [-0-9].*"))
              .findFirst()
              .orElseThrow();
      return Arrays.stream(line.substring(name.length() + 1).split(" "))
          .mapToDouble(Double::parseDouble)
          .toArray();
    }
  }

  private static void same(String name, float[] found) throws IOException {
    double[] expected = reference(name);
    assertEquals(expected.length, found.length);
    for (int k = 0; k < found.length; k++) {
      assertEquals(expected[k], found[k], 2e-6, name + " " + k);
    }
  }

  @Test
  void should_blur_as_scipy_does() throws IOException {
    same("blur", Corruptions.blur(1.3).apply(pattern(16, 16)).values());
    same("blur periodic", Corruptions.blur(1.3).periodic().apply(pattern(16, 16)).values());
    same("blur wide", Corruptions.blur(3).apply(pattern(5, 4)).values());
  }

  @Test
  void should_shrink_by_the_published_cubic_taps() throws IOException {
    same("bicubic", Corruptions.downsample(4).bicubic().apply(pattern(16, 16)).values());
    double[] row = Kernels.bicubic(4, 32)[3];
    double[] golden = {
      -.00170898, -.01098633, -.01831055, -.01196289, .02270508, .09741211, .18188477, .24096680
    };
    for (int t = 0; t < 8; t++) {
      assertEquals(golden[t], row[6 + t], 5e-9);
      assertEquals(golden[t], row[21 - t], 5e-9);
    }
  }

  @Test
  void should_transform_as_scipy_does() throws IOException {
    var x = pattern(16, 16);
    double[] found =
        Bench.scoped(
            () -> {
              var images = Bench.precise(x);
              return Corruptions.hadamard(1)
                  .svd()
                  .orElseThrow()
                  .coefficients(images, Bench.step(images, x.ids(), 0))
                  .toDoubleArray();
            });
    assertArrayEquals(reference("hadamard"), found, 1e-6);
    float[] measured = Corruptions.hadamard(1).apply(x).values();
    var sorted = reference("hadamard");
    Arrays.sort(sorted);
    Arrays.sort(measured);
    for (int k = 0; k < sorted.length; k++) {
      assertEquals(sorted[k], measured[k], 2e-6);
    }
    same("fourier", Corruptions.kspace(1).apply(pattern(9, 7)).values());
    same("magnitudes", Corruptions.phaseRetrieval().apply(pattern(9, 7)).values());
  }

  @Test
  void should_know_the_variance_of_rician_noise() throws IOException {
    double[] found =
        Bench.scoped(
            () ->
                Corruptions.rician(0.1)
                    .variance(Torch.manager().create(new double[] {0, 0.05, 0.1, 0.3, 1}))
                    .toDoubleArray());
    assertArrayEquals(reference("rice variance"), found, 1e-9);
    assertEquals(0.01, found[4], 1e-4, "the level holds where the image is bright");
  }

  @Test
  void should_draw_exact_poisson_counts() throws IOException {
    double[] pmf = reference("poisson pmf");
    var values = new float[40_000];
    Arrays.fill(values, 0.6f);
    var x = Data.imagesOf(values, 40, 1, 25, 40);
    var law = Corruptions.poisson(0.1);
    float[] y = Corruptions.identity().plus(law).apply(x).values();
    var counts = new double[pmf.length];
    double sum = 0;
    double squares = 0;
    for (float v : y) {
      double photons = v * 25.5;
      assertEquals(Math.rint(photons), photons, 1e-4, "photons are whole");
      counts[(int) Math.rint(photons)]++;
      sum += v;
      squares += v * v;
    }
    double chi2 = 0;
    int cells = 0;
    for (int k = 0; k < pmf.length; k++) {
      double expected = pmf[k] * y.length;
      if (expected > 20) {
        chi2 += Math.pow(counts[k] - expected, 2) / expected;
        cells++;
      }
    }
    assertTrue(chi2 < cells + 5 * Math.sqrt(2.0 * cells), "χ² " + chi2 + " of " + cells);
    double mean = sum / y.length;
    assertEquals(0.6, mean, 4 * Math.sqrt(0.6 / 25.5 / y.length));
    double claimed =
        Bench.scoped(
            () ->
                law.variance(Torch.manager().create(0.6).toType(DataType.FLOAT64, false))
                    .getDouble());
    assertEquals(claimed, squares / y.length - mean * mean, claimed * 0.04);
  }
}
