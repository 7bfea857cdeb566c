package org.sfumato;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinsTest {
  @Test
  void should_count_every_value_once_in_bins_with_round_edges() {
    var values = new Random(2).doubles(1000).map(u -> .5 + u * u / 3).toArray();
    var bins = Bins.of(values);
    assertEquals(1000, Arrays.stream(bins.counts()).sum());
    assertTrue(bins.low() <= .5 && bins.low() > .5 - bins.width());
    assertEquals(.02, bins.width(), 1e-12);
    var first = Arrays.stream(values).filter(v -> v < bins.low() + bins.width()).count();
    assertEquals(first, bins.counts()[0]);
  }

  @Test
  void should_put_a_value_on_an_edge_into_the_bin_above() {
    var bins = Bins.of(0, 1, 2, 3, 4, 5);
    assertEquals(1, bins.width());
    assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1}, bins.counts());
  }

  @Test
  void should_show_values_that_are_all_alike_in_the_middle() {
    assertArrayEquals(new int[] {0, 0, 3, 0, 0}, Bins.of(7, 7, 7).counts());
    assertArrayEquals(new int[] {0, 0, 1, 0, 0}, Bins.of(0).counts());
  }

  @Test
  void should_survive_a_far_outlier() {
    var bins = Bins.of(1, 1, 1, 1, 1, 1, 1, 1e6);
    assertTrue(bins.counts().length <= 121, bins.counts().length + " bins");
  }

  @Test
  void should_make_a_chart_with_its_threshold() {
    var chart = Chart.histogram("cosine", .1, .5, .9, .95).markX("threshold 0.9", .9);
    assertEquals(Chart.Kind.HISTOGRAM, chart.kind());
    assertEquals(.9, chart.guides().get(0).at());
    assertTrue(chart.picture().orElseThrow().png().length > 1000);
    assertTrue(chart.logY().picture().orElseThrow().png().length > 1000);
  }

  @Test
  void should_say_what_cannot_be_shown() {
    assertEquals(
        "a histogram needs at least one value",
        assertThrows(IllegalArgumentException.class, () -> Chart.histogram("x")).getMessage());
    assertEquals(
        "a histogram shows finite values, but value 1 is NaN; leave it out and say so",
        assertThrows(IllegalArgumentException.class, () -> Chart.histogram("x", 1, Double.NaN))
            .getMessage());
    assertEquals(
        "a chart marks finite values, but threshold is NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> Chart.histogram("x", 1).markX("threshold", Double.NaN))
            .getMessage());
  }
}
