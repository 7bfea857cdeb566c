package org.sfumato.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Chart;

/** Error bars at one place of the axis stand beside one another. */
class DodgeTest {
  private static final List<Double> PLACES = List.of(1.0, 2.0, 4.0);

  private static Chart.Series barred(String name, List<Double> x) {
    var y = Collections.nCopies(x.size(), .5);
    return new Chart.Series(
        name,
        x,
        y,
        Collections.nCopies(x.size(), .4),
        Collections.nCopies(x.size(), .6),
        List.of());
  }

  private static Chart chart(boolean log, Chart.Series... series) {
    return new Chart(
        Chart.Kind.LINES,
        "",
        new Chart.Axis("x", log),
        new Chart.Axis("y", false),
        List.of(series));
  }

  private static Chart apart(Chart chart) {
    var x = Scale.of(chart.x(), false, DoubleStream.of(1, 4));
    return Dodge.apart(chart, x);
  }

  @Test
  void should_move_series_apart_around_their_place() {
    var line = Chart.Series.line("without bars", PLACES, List.of(.1, .2, .3));
    var moved =
        apart(chart(false, barred("a", PLACES), barred("b", PLACES), line, barred("c", PLACES)));
    // The axis is a tenth longer than the values, and a step is 1.2 % of it.
    double step = .012 * 3.3;
    for (int i = 0; i < 3; i++) {
      double at = PLACES.get(i);
      assertEquals(at - step, moved.series().get(0).x().get(i), 1e-12);
      assertEquals(at, moved.series().get(1).x().get(i), 1e-12);
      assertEquals(at, moved.series().get(2).x().get(i), 1e-12);
      assertEquals(at + step, moved.series().get(3).x().get(i), 1e-12);
    }
  }

  @Test
  void should_move_by_a_ratio_on_a_logarithmic_axis() {
    var moved = apart(chart(true, barred("a", PLACES), barred("b", PLACES)));
    double ratio = moved.series().get(1).x().get(0) / moved.series().get(0).x().get(0);
    for (int i = 0; i < 3; i++) {
      double a = moved.series().get(0).x().get(i);
      double b = moved.series().get(1).x().get(i);
      assertEquals(PLACES.get(i), Math.sqrt(a * b), 1e-12);
      assertEquals(ratio, b / a, 1e-12);
    }
  }

  @Test
  void should_leave_alone_what_hides_nothing() {
    var one = chart(false, barred("a", PLACES));
    assertSame(one, apart(one));
    var elsewhere = chart(false, barred("a", PLACES), barred("b", List.of(1.5, 2.5)));
    assertSame(elsewhere, apart(elsewhere));
    var bands = Collections.nCopies(Curves.DENSE, 2.0);
    var dense = chart(false, barred("a", bands), barred("b", bands));
    assertSame(dense, apart(dense));
  }
}
