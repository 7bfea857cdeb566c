package org.sfumato.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Term;
import org.sfumato.engine.Grad;
import org.sfumato.laws.Bench;

/** Both mutual-information terms against sums written out in plain Java. */
class MutualInformationTest {
  private static final int SIDE = 20;
  private static final Images X = Bench.pictures(1, 1, SIDE, SIDE, 3);
  private static final Images Y = Bench.pictures(1, 1, SIDE, SIDE, 4);

  @Test
  void should_equal_the_sums_written_out() {
    double mi = reference(X, Y, all(), 32, 1, false);
    assertEquals(-mi, energy(Guidances.mutualInformation(Y), X, 0), 1e-6);
    double share = reference(X, Y, all(), 12, 0.7, true);
    assertEquals(
        -share,
        energy(Guidances.mutualInformation(Y).bins(12).bandwidth(0.7).relative(), X, 0),
        1e-6);
  }

  @Test
  void should_be_the_mean_over_patches_of_one_shifted_lattice() {
    for (boolean relative : new boolean[] {false, true}) {
      var term = Guidances.lmi(Y).patch(9);
      int first = shift(relative ? term.relative() : term, relative, 0);
      int second = shift(relative ? term.relative() : term, relative, 1);
      assertNotEquals(first, second, "the lattice moves from step to step");
    }
  }

  /** Which shift of the lattice explains the value; there must be exactly one. */
  private static int shift(Lmi term, boolean relative, int step) {
    double e = energy(term, X, step);
    var fitting = new ArrayList<Integer>();
    for (int start = 0; start < SIDE * SIDE; start++) {
      double sum = 0;
      int patches = 0;
      for (int top = 0; top + 9 <= SIDE; top += 3) {
        for (int left = 0; left + 9 <= SIDE; left += 3) {
          sum +=
              reference(X, Y, patch(start / SIDE + top, start % SIDE + left, 9), 16, 0.5, relative);
          patches++;
        }
      }
      if (Math.abs(e + sum / patches) < 1e-6) {
        fitting.add(start);
      }
    }
    assertEquals(1, fitting.size(), "shifts that explain " + e + ": " + fitting);
    return fitting.get(0);
  }

  @Test
  void should_see_the_whole_image_where_a_patch_covers_it() {
    double whole = energy(Guidances.mutualInformation(Y).bins(16).bandwidth(0.5), X, 0);
    assertEquals(whole, energy(Guidances.lmi(Y).patch(SIDE), X, 5), 1e-9);
  }

  @Test
  void should_prefer_the_image_itself_to_its_shuffled_pixels() {
    var shuffled = shuffled(X);
    for (var term :
        List.<Term>of(
            Guidances.lmi(X), Guidances.lmi(X).relative(), Guidances.mutualInformation(X))) {
      assertTrue(energy(term, X, 0) < 1.5 * energy(term, shuffled, 0), term.text());
    }
  }

  @Test
  void should_not_care_whether_the_image_is_a_negative() {
    var negative = values(X);
    for (int k = 0; k < negative.length; k++) {
      negative[k] = 1 - negative[k];
    }
    for (var term : List.<Term>of(Guidances.lmi(Y).relative(), Guidances.mutualInformation(Y))) {
      assertEquals(energy(term, X, 0), energy(term, image(negative), 0), 1e-5, term.text());
    }
  }

  @Test
  void should_find_nothing_in_a_flat_image() {
    var flat = new float[SIDE * SIDE];
    java.util.Arrays.fill(flat, 0.4f);
    assertEquals(0, energy(Guidances.lmi(Y).relative(), image(flat), 0), 1e-6);
  }

  @Test
  void should_read_colour_as_luma() {
    var colour = Bench.pictures(1, 3, SIDE, SIDE, 6);
    var term = Guidances.mutualInformation(Y);
    assertEquals(energy(term, colour.toGray(), 0), energy(term, colour, 0), 1e-5);
    assertEquals(
        energy(Guidances.lmi(colour.toGray()), X, 0), energy(Guidances.lmi(colour), X, 0), 1e-5);
  }

  /** MI in nats over these pixels, or MI/(H(x) + 0.1), every sum in its own loop. */
  private static double reference(
      Images x, Images y, int[] pixels, int k, double bandwidth, boolean relative) {
    float[] xs = x.values();
    float[] ys = y.values();
    var joint = new double[k][k];
    for (int p : pixels) {
      double[] a = memberships(xs[p], k, bandwidth);
      double[] b = memberships(ys[p], k, bandwidth);
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          joint[i][j] += a[i] * b[j] / pixels.length;
        }
      }
    }
    var px = new double[k];
    var py = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        px[i] += joint[i][j];
        py[j] += joint[i][j];
      }
    }
    double mi = 0;
    double h = 0;
    for (int i = 0; i < k; i++) {
      h -= px[i] > 0 ? px[i] * Math.log(px[i]) : 0;
      for (int j = 0; j < k; j++) {
        mi += joint[i][j] > 0 ? joint[i][j] * Math.log(joint[i][j] / (px[i] * py[j])) : 0;
      }
    }
    return relative ? mi / (h + 0.1) : mi;
  }

  private static double[] memberships(double v, int k, double bandwidth) {
    double b = bandwidth / (k - 1);
    var a = new double[k];
    double sum = 0;
    for (int i = 0; i < k; i++) {
      double d = v - i / (k - 1.0);
      a[i] = Math.exp(-d * d / (2 * b * b));
      sum += a[i];
    }
    for (int i = 0; i < k; i++) {
      a[i] /= sum;
    }
    return a;
  }

  private static int[] all() {
    return patch(0, 0, SIDE);
  }

  private static int[] patch(int top, int left, int side) {
    var pixels = new int[side * side];
    for (int r = 0; r < side; r++) {
      for (int c = 0; c < side; c++) {
        pixels[r * side + c] = (top + r) % SIDE * SIDE + (left + c) % SIDE;
      }
    }
    return pixels;
  }

  private static Images shuffled(Images x) {
    var list = new ArrayList<Float>();
    for (float v : x.values()) {
      list.add(v);
    }
    Collections.shuffle(list, new Random(1));
    var values = new float[list.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = list.get(k);
    }
    return image(values);
  }

  private static float[] values(Images x) {
    return x.values();
  }

  private static Images image(float[] values) {
    return Data.imagesOf(values, 1, 1, SIDE, SIDE);
  }

  private static double energy(Term term, Images x, int step) {
    return Bench.scoped(
        () -> {
          var x0 = Bench.precise(x);
          return Grad.off(() -> term.of(x0, Bench.step(x0, x.ids(), step))).getDouble(0);
        });
  }
}
