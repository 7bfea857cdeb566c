package org.sfumato.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Chart;

class ChartsTest {
  private static final Chart.Axis NONE = new Chart.Axis("", false);

  private static List<Double> list(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }

  private static Chart.Series three(String name) {
    return new Chart.Series(
        name,
        list(0, 1, 2),
        list(1, 3, 2),
        list(.8, 2, 1),
        list(1.5, 3.5, 4),
        List.of("a", "b", "c"));
  }

  private static Chart.Series lower(String name) {
    return Chart.Series.line(name, list(0, 1, 2), list(.5, .7, .9));
  }

  private static BufferedImage drawn(Chart chart) throws IOException {
    var picture = chart.picture().orElseThrow();
    var image = ImageIO.read(new ByteArrayInputStream(picture.png()));
    assertEquals(2 * picture.width(), image.getWidth());
    return image;
  }

  private static long dots(BufferedImage image, java.awt.Color color) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(
            k ->
                (image.getRGB(k % image.getWidth(), k / image.getWidth()) & 0xffffff)
                    == (color.getRGB() & 0xffffff))
        .count();
  }

  @Test
  void should_draw_every_kind_with_each_series_in_its_colour() throws IOException {
    for (var kind : Chart.Kind.values()) {
      var x = new Chart.Axis("steps", false);
      var chart =
          new Chart(
              kind,
              "title",
              x,
              new Chart.Axis("PSNR / dB", false),
              List.of(three("one"), lower("two")));
      var image = drawn(chart);
      assertTrue(dots(image, Palette.series(0)) > 100, kind + " shows the first series");
      assertTrue(dots(image, Palette.series(1)) > 100, kind + " shows the second series");
      assertTrue(
          dots(image, java.awt.Color.WHITE) > image.getWidth() * image.getHeight() / 3,
          kind + " is on white");
      var dark = drawn(chart.onDark());
      assertTrue(dots(dark, Theme.DARK.series(1)) > 100, kind + " shows it on dark paper too");
      assertEquals(0, dots(dark, java.awt.Color.WHITE), kind + " has no white on dark paper");
    }
  }

  @Test
  void should_draw_error_bars_to_both_ends() throws IOException {
    var one = new Chart.Series("one", list(1), list(2), list(1), list(6), List.of());
    var image = drawn(new Chart(Chart.Kind.POINTS, "", NONE, NONE, List.of(one)));
    int longest = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      int run = 0;
      for (int y = 0; y < image.getHeight(); y++) {
        run += (image.getRGB(x, y) & 0xffffff) == (Palette.series(0).getRGB() & 0xffffff) ? 1 : 0;
      }
      longest = Math.max(longest, run);
    }
    assertTrue(
        longest > .75 * image.getHeight(),
        "the bar spans nearly the whole range but has " + longest + " dots");
  }

  @Test
  void should_refuse_a_logarithm_of_zero() {
    var chart =
        new Chart(Chart.Kind.LINES, "", new Chart.Axis("λ", true), NONE, List.of(three("one")));
    assertEquals(
        "a logarithmic axis shows values above 0, but \"λ\" has 0; leave it out or use a linear axis",
        assertThrows(IllegalArgumentException.class, chart::picture).getMessage());
  }

  @Test
  void should_refuse_a_chart_without_series() {
    var chart = Chart.lines("empty", "x", "y", List.of());
    assertEquals(
        "the chart \"empty []\" has no series to draw",
        assertThrows(IllegalArgumentException.class, chart::picture).getMessage());
  }

  @Test
  void should_write_numbers_on_axes_as_a_reader_would() {
    var small = Scale.of(new Chart.Axis("norm", false), false, DoubleStream.of(1e-4, 3e-4));
    assertEquals("norm (×10⁻⁶)", small.label());
    assertEquals(200, small.divided(2e-4), 1e-9);
    assertEquals("−0.5", small.tick(-.5));
    var log = Scale.of(new Chart.Axis("loss", true), false, DoubleStream.of(1e-6, 1));
    assertEquals("10⁻⁵", log.tick(1e-5));
    assertEquals("0.01", log.tick(.01));
    assertEquals("", log.tick(.02));
    var short2 = Scale.of(new Chart.Axis("NFE", true), false, DoubleStream.of(10, 100));
    assertEquals("20", short2.tick(20));
    assertEquals("", short2.tick(30));
    var equal = Scale.of(new Chart.Axis("x", false), false, DoubleStream.of(3, 3));
    assertTrue(equal.low() < 3 && equal.high() > 3);
  }

  @Test
  void should_survive_gaps_equal_values_and_hard_names() throws IOException {
    var gap =
        new Chart.Series(
            "$x$", list(0, 1, 2), list(1, Double.NaN, 1), List.of(), List.of(), List.of());
    var same =
        new Chart.Series(
            "$x$",
            list(0, 1, 2),
            list(1, 1, 1),
            List.of(),
            List.of(),
            List.of("", "a very long label that goes on and on", "a"));
    for (var kind : Chart.Kind.values()) {
      drawn(new Chart(kind, "", NONE, NONE, List.of(gap, same)));
    }
    drawn(Chart.lines("", "x", "y", List.of(Chart.Series.line("nothing", List.of(), List.of()))));
    drawn(
        Chart.lines(
            "", "x", "y", List.of(Chart.Series.line("tiny", list(0, 1e-12), list(1e-14, 2e-14)))));
    drawn(
        Chart.lines(
            "",
            "x",
            "y",
            List.of(Chart.Series.line("infinite", list(0, 1), list(1, Double.POSITIVE_INFINITY)))));
  }

  @Test
  void should_keep_names_off_points_and_on_the_paper() {
    var paper = new java.awt.geom.Rectangle2D.Double(0, 0, 200, 100);
    var image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    var labels = new Labels(Typeface.size(11), paper);
    labels.avoid(190, 50, 5, 5);
    labels.draw(g, Theme.LIGHT, "at the edge", 190, 50);
    g.dispose();
    boolean inked =
        IntStream.range(0, 180 * 100).anyMatch(k -> image.getRGB(k % 180, k / 180) != 0xff000000);
    assertTrue(inked, "the name stands to the left of a point at the right edge");
  }

  @Test
  void should_keep_names_apart_and_tie_those_that_moved() {
    var image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    var labels =
        new Labels(Typeface.size(11), new java.awt.geom.Rectangle2D.Double(0, 0, 300, 200));
    var boxes = new java.util.ArrayList<java.awt.geom.Rectangle2D>();
    for (int k = 0; k < 7; k++) {
      boxes.add(labels.draw(g, Theme.LIGHT, "method " + k, 150, 100 + k));
    }
    g.dispose();
    for (int a = 0; a < boxes.size(); a++) {
      for (int b = 0; b < a; b++) {
        assertTrue(!boxes.get(a).intersects(boxes.get(b)), a + " covers " + b);
      }
    }
  }

  @Test
  void should_write_the_numbers_of_an_axis_with_equal_decimals() {
    var ticks = new Ticks(Scale.of(new Chart.Axis("y", false), false, DoubleStream.of(.58, .64)));
    for (double v : new double[] {.575, .58, .585, .58, .6, .62}) {
      ticks.label(v);
    }
    ticks.settle();
    assertEquals("0.60", ticks.label(.6));
    assertEquals("0.62", ticks.label(.62));
  }

  @Test
  void should_write_numbers_along_both_axes_whatever_the_values_are() {
    // XChart alone writes none for two points, and the values themselves for evenly spaced ones.
    for (var xs : List.of(list(.0137, .0271), list(.0137, .035, .0563, .0776))) {
      var line = Chart.Series.line("one", xs, xs);
      var chart = Chart.lines("", "x", "y", List.of(line));
      var blank = new Chart(Chart.Kind.LINES, "", NONE, NONE, List.of(line)).svg();
      assertTrue(chart.svg().length() > blank.length(), "the names of the axes are written");
      var x = Scale.of(chart.x(), false, xs.stream().mapToDouble(v -> v));
      var plane = new Plane(chart, Theme.LIGHT, x, x, 640, 400);
      var image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
      plane.paint(image.createGraphics());
      assertTrue(plane.numbers().size() >= 4, "numbers " + plane.numbers());
      assertTrue(
          plane.numbers().stream().allMatch(t -> t.length() <= 5), "round: " + plane.numbers());
    }
  }

  @Test
  void should_keep_colours_apart_from_their_paper() {
    for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
      for (var ink : List.of(theme.ink(), theme.softInk())) {
        assertTrue(contrast(ink, theme.paper()) > 7, "text is easily read");
      }
      for (int i = 0; i < Palette.all().length; i++) {
        double least = theme == Theme.DARK ? 4.5 : 2.1;
        assertTrue(contrast(theme.series(i), theme.paper()) > least, "series " + i);
      }
    }
  }

  /** Of the web's guidelines for accessible content (WCAG 2). */
  private static double contrast(java.awt.Color a, java.awt.Color b) {
    double x = luminance(a) + .05;
    double y = luminance(b) + .05;
    return Math.max(x, y) / Math.min(x, y);
  }

  private static double luminance(java.awt.Color c) {
    var linear =
        IntStream.of(c.getRed(), c.getGreen(), c.getBlue())
            .mapToDouble(v -> v / 255.)
            .map(v -> v <= .04045 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4))
            .toArray();
    return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
  }

  @Test
  void should_save_a_chart_and_draw_the_same_bytes_each_time(@TempDir Path folder)
      throws IOException {
    var chart = Chart.lines("t", "x", "y", List.of(three("one")));
    var file = chart.save(folder.resolve("chart.png").toString());
    assertArrayEquals(chart.picture().orElseThrow().png(), Files.readAllBytes(file));
  }

  @Test
  void should_carry_its_own_typeface() {
    assertEquals("DejaVu Sans", Typeface.size(12).getFamily());
  }
}
