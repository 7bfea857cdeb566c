package org.sfumato;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A chart as a value: what is drawn, not how. Drawing it in the house style is {@link Drawing}'s
 * work.
 *
 * @param kind how the series are drawn
 * @param title above the chart, may be empty
 * @param x the x axis
 * @param y the y axis
 * @param series what is drawn, in order
 * @param guides lines that mark a value of an axis
 * @param dark whether it is drawn on dark paper
 */
public record Chart(
    Kind kind, String title, Axis x, Axis y, List<Series> series, List<Guide> guides, boolean dark)
    implements Shown {
  /** How a series is drawn. */
  public enum Kind {
    LINES,
    BARS,
    POINTS,
    /** Bars in small panels, one per series, each with a range of its own. */
    PANELS,
    /** Bars that touch, over a numeric axis; x are their middles. */
    HISTOGRAM,
    /** Lines through points over the unit square, with its diagonal. */
    SQUARE
  }

  /**
   * A line that marks a value.
   *
   * @param label beside it
   * @param at the value
   * @param vertical whether the value is one of the x axis
   */
  public record Guide(String label, double at, boolean vertical) {
    public Guide {
      if (!Double.isFinite(at)) {
        throw new IllegalArgumentException(
            "a chart marks finite values, but " + label + " is " + at);
      }
    }
  }

  /** An axis: its label, with units, and whether it is logarithmic. */
  public record Axis(String label, boolean log) {}

  /**
   * One series.
   *
   * @param name in the legend
   * @param x positions; for bars the indices 0, 1, …
   * @param y values, the same number as x; NaN leaves a gap
   * @param low lower ends of error bars, empty for none
   * @param high upper ends of error bars, empty for none
   * @param labels one per point or bar, empty for none
   */
  public record Series(
      String name,
      List<Double> x,
      List<Double> y,
      List<Double> low,
      List<Double> high,
      List<String> labels) {
    public Series {
      x = List.copyOf(x);
      y = List.copyOf(y);
      low = List.copyOf(low);
      high = List.copyOf(high);
      labels = List.copyOf(labels);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(
            "series " + name + " has " + x.size() + " positions but " + y.size() + " values");
      }
      if (low.size() != high.size() || (!low.isEmpty() && low.size() != y.size())) {
        throw new IllegalArgumentException(
            "series " + name + " needs as many error bars as values, or none");
      }
    }

    public static Series line(String name, List<Double> x, List<Double> y) {
      return new Series(name, x, y, List.of(), List.of(), List.of());
    }
  }

  public Chart {
    series = List.copyOf(series);
    guides = List.copyOf(guides);
  }

  /** On light paper, without guides. */
  public Chart(Kind kind, String title, Axis x, Axis y, List<Series> series) {
    this(kind, title, x, y, series, List.of(), false);
  }

  public static Chart lines(String title, String x, String y, List<Series> series) {
    return new Chart(Kind.LINES, title, new Axis(x, false), new Axis(y, false), series);
  }

  /**
   * How values are distributed, in bins of equal width: as wide as Freedman and Diaconis say, 2 IQR
   * n^(−1/3), within 5 to 60 bins.
   *
   * @param label of the x axis, with units
   * @throws IllegalArgumentException if there is no value, or one that is not finite
   */
  public static Chart histogram(String label, double... values) {
    return new Chart(
        Kind.HISTOGRAM,
        "",
        new Axis(label, false),
        new Axis("count", false),
        List.of(Bins.of(values).series("count")));
  }

  public Chart logX() {
    return new Chart(kind, title, new Axis(x.label(), true), y, series, guides, dark);
  }

  public Chart logY() {
    return new Chart(kind, title, x, new Axis(y.label(), true), series, guides, dark);
  }

  public Chart title(String text) {
    return new Chart(kind, text, x, y, series, guides, dark);
  }

  /** With a dashed line at this value of the x axis, such as a threshold. */
  public Chart markX(String label, double at) {
    return marked(new Guide(label, at, true));
  }

  /** With a dashed line at this value of the y axis. */
  public Chart markY(String label, double at) {
    return marked(new Guide(label, at, false));
  }

  private Chart marked(Guide guide) {
    var more = new ArrayList<>(guides);
    more.add(guide);
    return new Chart(kind, title, x, y, series, more, dark);
  }

  /** The same on dark paper. An SVG file of a light chart turns dark by itself for dark pages. */
  public Chart onDark() {
    return new Chart(kind, title, x, y, series, guides, true);
  }

  /** The chart as an SVG document; its letters are outlines, so it needs no font. */
  public String svg() {
    return Drawing.found().svg(this);
  }

  /**
   * Writes the chart whole or not at all, as PNG or SVG by the file's ending: {@code .png} with two
   * dots to a CSS pixel, {@code .svg} for papers and every size.
   */
  public Path save(String file) throws IOException {
    var to = Destination.checked(Path.of(file));
    var ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "png" -> Drawing.found().chart(this).save(to);
      case "svg" -> Destination.write(to, svg().getBytes(StandardCharsets.UTF_8));
      default ->
          throw new IllegalArgumentException(
              "a chart is saved as .png or .svg, and \"%s\" ends in neither".formatted(file));
    };
  }

  @Override
  public String text() {
    var names = series.stream().map(Series::name).toList();
    return (title.isEmpty() ? y.label() + " against " + x.label() : title) + " " + names;
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(Drawing.found().chart(this));
  }

  @Override
  public String toString() {
    return text();
  }
}
