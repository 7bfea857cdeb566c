package org.sfumato.datasets.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sfumato.datasets.phantom.Finding;
import org.sfumato.datasets.phantom.Head;
import org.sfumato.datasets.phantom.Slice;
import org.sfumato.datasets.phantom.Tissue;

class SignsTest {
  private static final double LEVEL = 0.5;

  private static double share(Slice slice, Tissue tissue, int from, int to) {
    double sum = 0;
    for (int row = 0; row < 64; row++) {
      for (int column = from; column < to; column++) {
        sum += slice.fraction(tissue, row, column);
      }
    }
    return sum;
  }

  @Test
  void should_tell_the_side_of_the_patient_whose_right_is_on_the_left_of_the_picture() {
    for (long seed = 0; seed < 12; seed++) {
      var slice = Head.of(seed).with(Finding.INFARCT).slice(LEVEL, 64);
      var sign = Signs.of(Head.of(seed), Set.of(Finding.INFARCT), LEVEL).get(0);
      boolean left = share(slice, Tissue.INFARCT, 0, 32) > share(slice, Tissue.INFARCT, 32, 64);
      assertEquals(left ? Side.RIGHT : Side.LEFT, sign.side());
    }
  }

  @Test
  void should_measure_the_area_that_a_finding_takes() {
    var slice = Head.of(3).with(Finding.INFARCT).slice(LEVEL, 64);
    double area = share(slice, Tissue.INFARCT, 0, 64);
    int millimetres = Signs.of(Head.of(3), Set.of(Finding.INFARCT), LEVEL).get(0).millimetres();
    assertEquals(2 * Math.sqrt(area / Math.PI) * 217 / 64, millimetres, 1);
  }

  @Test
  void should_find_what_is_there_and_nothing_in_a_healthy_head() {
    assertEquals(List.of(), Signs.of(Head.of(5), Set.of(), LEVEL));
    var both = EnumSet.of(Finding.ATROPHY, Finding.SUBDURAL_HAEMATOMA);
    var found = Signs.of(Head.of(5), both, LEVEL).stream().map(Sign::finding).toList();
    assertEquals(List.copyOf(both), found);
  }

  @Test
  void should_not_see_what_takes_fewer_than_three_pixels() {
    int seen = 0;
    for (long seed = 0; seed < 40; seed++) {
      var healthy = Head.of(seed).slice(LEVEL, 64);
      var ill = Head.of(seed).with(Finding.CALCIFICATION).slice(LEVEL, 64);
      double area = share(ill, Tissue.CALCIFICATION, 0, 64);
      var signs = Signs.of(Head.of(seed), Set.of(Finding.CALCIFICATION), LEVEL);
      assertEquals(area >= 3 - 1e-4, !signs.isEmpty(), "seed " + seed + ", area " + area);
      assertEquals(0, share(healthy, Tissue.CALCIFICATION, 0, 64));
      seen += signs.size();
    }
    assertTrue(seen > 20, seen + " of 40");
  }

  @Test
  void should_push_the_midline_to_the_side_it_names() {
    int right = 0;
    for (long seed = 0; seed < 8; seed++) {
      var sign = Signs.of(Head.of(seed), Set.of(Finding.MIDLINE_SHIFT), LEVEL).get(0);
      var slice = Head.of(seed).with(Finding.MIDLINE_SHIFT).slice(LEVEL, 64);
      double moment = 0;
      double sum = 0;
      for (int row = 24; row < 40; row++) {
        for (int column = 20; column < 44; column++) {
          double fluid = slice.fraction(Tissue.CSF, row, column);
          moment += fluid * (column - 31.5);
          sum += fluid;
        }
      }
      if (Math.abs(moment / sum) > 1) {
        assertEquals(moment < 0 ? Side.RIGHT : Side.LEFT, sign.side(), "seed " + seed);
        right++;
      }
    }
    assertTrue(right > 3, right + " with a clear shift");
  }

  @Test
  void should_write_and_read_a_sign() {
    var sign = new Sign(Finding.MASS, Side.LEFT, Place.CEREBELLUM, 12);
    assertEquals("MASS LEFT CEREBELLUM 12", sign.line());
    assertEquals(sign, Sign.parse(sign.line()));
  }
}
