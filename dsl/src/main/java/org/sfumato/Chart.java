package org.sfumato;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A chart as a value: what is drawn, not how. Drawing it in the house style is {@link Drawing}'s
 * work.
 *
 * @param kind lines through points, bars, points alone, or panels of bars
 * @param title above the chart, may be empty
 * @param x the x axis
 * @param y the y axis
 * @param series what is drawn, in order
 */
public record Chart(Kind kind, String title, Axis x, Axis y, List<Series> series) implements Shown {
  /** How a series is drawn. */
  public enum Kind {
    LINES,
    BARS,
    POINTS,
    /** Bars in small panels, one per series, each with a range of its own. */
    PANELS
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
  }

  public static Chart lines(String title, String x, String y, List<Series> series) {
    return new Chart(Kind.LINES, title, new Axis(x, false), new Axis(y, false), series);
  }

  public Chart logX() {
    return new Chart(kind, title, new Axis(x.label(), true), y, series);
  }

  public Chart logY() {
    return new Chart(kind, title, x, new Axis(y.label(), true), series);
  }

  public Chart title(String text) {
    return new Chart(kind, text, x, y, series);
  }

  /** Writes the chart as a PNG file. */
  public Path save(String file) throws IOException {
    return Drawing.found().chart(this).save(Path.of(file));
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
