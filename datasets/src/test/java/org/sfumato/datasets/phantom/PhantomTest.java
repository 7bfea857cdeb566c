package org.sfumato.datasets.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhantomTest {
  private static final List<Contrast> CONTRASTS =
      List.of(Contrast.t1(), Contrast.t2(), Contrast.pd(), Contrast.flair(), Contrast.ct());

  @Test
  void should_give_the_same_bits_for_the_same_seed_level_size_and_contrast() {
    for (Contrast contrast : CONTRASTS) {
      assertArrayEquals(
          Phantoms.image(3, 0.5, contrast, 64, Finding.MASS),
          Phantoms.image(3, 0.5, contrast, 64, Finding.MASS));
    }
  }

  @Test
  void should_give_the_bits_that_were_given_when_this_test_was_written() {
    assertEquals(-1463511751, Arrays.hashCode(Phantoms.image(1, 0.5, Contrast.t1(), 64)));
  }

  @Test
  void should_give_another_head_for_another_seed() {
    float[] a = Phantoms.image(1, 0.5, Contrast.t1(), 64);
    float[] b = Phantoms.image(2, 0.5, Contrast.t1(), 64);
    assertTrue(distance(a, b) > 0.1, "root mean square " + distance(a, b));
  }

  @Test
  void should_fill_every_pixel_with_shares_that_sum_to_one_and_grey_levels_in_range() {
    for (double level : new double[] {0, 0.3, 0.5, 0.85, 1}) {
      Slice slice = Head.of(5).with(Finding.values()).slice(level, 32);
      for (int row = 0; row < 32; row++) {
        for (int column = 0; column < 32; column++) {
          double sum = 0;
          for (Tissue tissue : Tissue.values()) {
            sum += slice.fraction(tissue, row, column);
          }
          assertEquals(1, sum, 1e-5);
        }
      }
      for (Contrast contrast : CONTRASTS) {
        for (float grey : contrast.render(slice)) {
          assertTrue(grey >= 0 && grey <= 1, "grey level " + grey);
        }
      }
    }
  }

  @Test
  void should_order_the_tissues_as_each_contrast_does() {
    assertTrue(level(Contrast.t1(), Tissue.WHITE) > level(Contrast.t1(), Tissue.GREY));
    assertTrue(level(Contrast.t1(), Tissue.GREY) > level(Contrast.t1(), Tissue.CSF));
    assertTrue(level(Contrast.t2(), Tissue.CSF) > level(Contrast.t2(), Tissue.INFARCT));
    assertTrue(level(Contrast.t2(), Tissue.GREY) > level(Contrast.t2(), Tissue.WHITE));
    assertTrue(level(Contrast.pd(), Tissue.GREY) > level(Contrast.pd(), Tissue.WHITE));
    assertEquals(0, level(Contrast.flair(), Tissue.CSF), 1e-9);
    assertTrue(level(Contrast.flair(), Tissue.INFARCT) > level(Contrast.flair(), Tissue.GREY));
    assertTrue(level(Contrast.ct(), Tissue.HAEMORRHAGE) > level(Contrast.ct(), Tissue.GREY));
    assertEquals(0.5, Contrast.ct().level(0, 0, 0, 40), 1e-12);
  }

  @Test
  void should_match_the_spin_echo_equation_worked_by_hand() {
    // 0.77 (1 - e^-0.8) e^(-12/70) / 0.49
    assertEquals(0.77 * 0.550671 * 0.842465 / 0.49, level(Contrast.t1(), Tissue.WHITE), 1e-5);
  }

  @Test
  void should_label_a_slice_with_exactly_the_findings_given() {
    Slice slice = Head.of(9).with(Finding.MASS).with(Finding.ATROPHY).slice(0.5, 16);
    assertEquals(EnumSet.of(Finding.MASS, Finding.ATROPHY), slice.labels());
    assertTrue(Head.of(9).slice(0.5, 16).labels().isEmpty());
  }

  @Test
  void should_show_every_finding_in_some_contrast_on_every_useful_slice() {
    for (Finding finding : Finding.values()) {
      for (long seed = 0; seed < 6; seed++) {
        for (double level : new double[] {0.36, 0.5, 0.6, 0.7}) {
          Slice healthy = Head.of(seed).slice(level, 64);
          Slice ill = Head.of(seed).with(finding).slice(level, 64);
          long changed =
              CONTRASTS.stream()
                  .mapToLong(c -> changed(c.render(healthy), c.render(ill)))
                  .max()
                  .orElseThrow();
          assertTrue(
              changed >= 4, finding + ", seed " + seed + ", level " + level + ": " + changed);
        }
      }
    }
  }

  @Test
  void should_keep_the_person_when_a_small_finding_is_added() {
    float[] healthy = Phantoms.image(4, 0.5, Contrast.t1(), 64);
    float[] ill = Phantoms.image(4, 0.5, Contrast.t1(), 64, Finding.HAEMORRHAGE);
    assertTrue(changed(healthy, ill) < 400, "pixels changed: " + changed(healthy, ill));
  }

  @Test
  void should_not_give_a_finding_away_by_mean_brightness_alone() {
    double spread = 0;
    double shift = 0;
    int heads = 24;
    double centre = 0;
    for (long seed = 0; seed < heads; seed++) {
      centre += mean(Phantoms.image(seed, 0.5, Contrast.t2(), 64)) / heads;
    }
    for (long seed = 0; seed < heads; seed++) {
      double healthy = mean(Phantoms.image(seed, 0.5, Contrast.t2(), 64));
      double ill =
          mean(Phantoms.image(seed, 0.5, Contrast.t2(), 64, Finding.WHITE_MATTER_HYPERINTENSITIES));
      spread += (healthy - centre) * (healthy - centre) / heads;
      shift += (ill - healthy) / heads;
    }
    assertTrue(
        Math.abs(shift) < Math.sqrt(spread), "shift " + shift + ", spread " + Math.sqrt(spread));
  }

  @Test
  void should_leave_half_of_the_patients_healthy_and_draw_all_findings_about_equally() {
    var counts = new int[Finding.values().length];
    int healthy = 0;
    for (long seed = 0; seed < 4000; seed++) {
      Set<Finding> drawn = Finding.draw(seed);
      healthy += drawn.isEmpty() ? 1 : 0;
      drawn.forEach(f -> counts[f.ordinal()]++);
    }
    assertEquals(2000, healthy, 130);
    for (int count : counts) {
      assertEquals(300, count, 70);
    }
  }

  @Test
  void should_fill_the_frame_like_a_brain_scan() {
    Slice slice = Head.of(0).slice(0.45, 64);
    int rows = 0;
    for (int row = 0; row < 64; row++) {
      rows += slice.fraction(Tissue.AIR, row, 32) < 0.5 ? 1 : 0;
    }
    assertTrue(rows >= 52 && rows <= 60, "the head is " + rows + " of 64 rows high");
  }

  @Test
  void should_refuse_a_level_or_size_outside_its_range_with_a_sentence() {
    var level = assertThrows(IllegalArgumentException.class, () -> Head.of(0).slice(1.2, 64));
    assertEquals("a level lies in [0, 1], but is 1.2", level.getMessage());
    var size = assertThrows(IllegalArgumentException.class, () -> Head.of(0).slice(0.5, 4));
    assertEquals("a slice needs 8 pixels a side or more, but has 4", size.getMessage());
    var echo =
        assertThrows(IllegalArgumentException.class, () -> new Contrast.SpinEcho(400, -1, 1));
    assertEquals("TE must be positive and finite, but is -1.0", echo.getMessage());
  }

  @Test
  void should_not_let_a_caller_change_a_slice() {
    Slice slice = Head.of(0).slice(0.5, 16);
    Arrays.fill(slice.fractions(), 0);
    assertFalse(slice.fraction(Tissue.AIR, 0, 0) == 0);
  }

  private static double level(Contrast contrast, Tissue tissue) {
    return contrast.level(tissue.t1(), tissue.t2(), tissue.protonDensity(), tissue.hounsfield());
  }

  private static long changed(float[] a, float[] b) {
    long count = 0;
    for (int i = 0; i < a.length; i++) {
      count += Math.abs(a[i] - b[i]) > 0.08 ? 1 : 0;
    }
    return count;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }

  private static double mean(float[] a) {
    double sum = 0;
    for (float v : a) {
      sum += v;
    }
    return sum / a.length;
  }
}
