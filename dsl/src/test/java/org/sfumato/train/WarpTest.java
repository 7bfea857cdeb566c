package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sfumato.ImageId;
import org.sfumato.laws.Bench;

class WarpTest {
  private static final ImageId ID = new ImageId("a", 3);

  @Test
  void should_depend_on_seed_image_and_visit_alone() {
    float[] once = warped(1, ID, 2);
    assertArrayEquals(once, warped(1, ID, 2));
    assertFalse(Arrays.equals(once, warped(2, ID, 2)));
    assertFalse(Arrays.equals(once, warped(1, new ImageId("a", 4), 2)));
    assertFalse(Arrays.equals(once, warped(1, ID, 3)));
  }

  @Test
  void should_stay_an_image_and_touch_no_other() {
    float[] x = Bench.pictures(3, 2, 24, 20, 6).values();
    float[] before = x.clone();
    int one = 2 * 24 * 20;
    new Warp(1, ID, 0).apply(x, one, 2, 24, 20);
    assertArrayEquals(Arrays.copyOf(before, one), Arrays.copyOf(x, one));
    assertArrayEquals(
        Arrays.copyOfRange(before, 2 * one, 3 * one), Arrays.copyOfRange(x, 2 * one, 3 * one));
    for (int k = one; k < 2 * one; k++) {
      assertTrue(x[k] >= 0 && x[k] <= 1);
    }
  }

  /**
   * Half of all visits are flipped, and what is bright stays about as bright and about in its
   * place.
   */
  @Test
  void should_be_gentle() {
    int side = 32;
    var blob = new float[side * side];
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        blob[i * side + j] = (float) Math.exp(-(Math.pow(i - 12, 2) + Math.pow(j - 10, 2)) / 18);
      }
    }
    double mass = sum(blob);
    int left = 0;
    int visits = 200;
    for (int visit = 0; visit < visits; visit++) {
      float[] x = blob.clone();
      new Warp(7, ID, visit).apply(x, 0, 1, side, side);
      assertEquals(1, sum(x) / mass, .3, "visit " + visit);
      double row = 0;
      double column = 0;
      for (int k = 0; k < x.length; k++) {
        row += x[k] * (k / side) / sum(x);
        column += x[k] * (k % side) / sum(x);
      }
      assertEquals(12, row, 4, "visit " + visit);
      boolean here = Math.abs(column - 10) < Math.abs(column - 21);
      assertEquals(here ? 10 : 21, column, 4, "visit " + visit);
      left += here ? 1 : 0;
    }
    assertEquals(.5, left / (double) visits, .15);
  }

  private static double sum(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v;
    }
    return sum;
  }

  private static float[] warped(long seed, ImageId id, int visit) {
    float[] x = Bench.pictures(1, 1, 16, 16, 6).values();
    new Warp(seed, id, visit).apply(x, 0, 1, 16, 16);
    return x;
  }
}
