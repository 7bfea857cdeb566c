package org.sfumato.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;

/**
 * A distance of sets against the number of images, and where it tends: a line in 1/n fitted to the
 * points, read at infinite n (Chong and Forsyth 2020). The reference's own number stays as it is,
 * and so does its part of the bias.
 *
 * @param metric whose values these are
 * @param numbers of images, ascending
 * @param values at these numbers, means over random parts
 * @param limit the line's value at infinite n
 * @param slope what the line gains per 1/n
 */
public record ByNumber(
    String metric, List<Integer> numbers, List<Double> values, double limit, double slope)
    implements Shown {
  private static final int PARTS = 4;
  private static final int POINTS = 7;

  public ByNumber {
    numbers = List.copyOf(numbers);
    values = List.copyOf(values);
  }

  static ByNumber of(String metric, FrechetDistance from, FeatureRows x, int... numbers) {
    int[] wanted = numbers.length > 0 ? sorted(numbers, x.number()) : spread(x.number());
    if (wanted.length < 2) {
      throw new IllegalArgumentException(
          "how a distance falls with the number of images shows at two different numbers or more, from 2 to %d"
              .formatted(x.number()));
    }
    var values = new ArrayList<Double>();
    var random = new Random(0);
    for (int n : wanted) {
      int parts = n == x.number() ? 1 : PARTS;
      double sum = 0;
      for (int k = 0; k < parts; k++) {
        sum += from.to(FeatureStatistics.of(x.drawn(n, random)));
      }
      values.add(sum / parts);
    }
    return fitted(metric, wanted, values);
  }

  private static int[] sorted(int[] numbers, int all) {
    for (int n : numbers) {
      if (n < 2 || n > all) {
        throw new IllegalArgumentException(
            "numbers of images go from 2 to the %d there are, not %d".formatted(all, n));
      }
    }
    return IntStream.of(numbers).sorted().distinct().toArray();
  }

  /** From an eighth of them to all, even in the logarithm. */
  private static int[] spread(int all) {
    double from = Math.max(2, all / 8.);
    return IntStream.range(0, POINTS)
        .map(k -> (int) Math.round(from * Math.pow(all / from, k / (POINTS - 1.))))
        .distinct()
        .toArray();
  }

  private static ByNumber fitted(String metric, int[] n, List<Double> values) {
    double x = Arrays.stream(n).mapToDouble(k -> 1. / k).average().orElseThrow();
    double y = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (int k = 0; k < n.length; k++) {
      xx += (1. / n[k] - x) * (1. / n[k] - x);
      xy += (1. / n[k] - x) * (values.get(k) - y);
    }
    double slope = xy / xx;
    return new ByNumber(metric, Arrays.stream(n).boxed().toList(), values, y - slope * x, slope);
  }

  /** The points, the line, and where it tends. */
  public Chart chart() {
    var x = numbers.stream().map(n -> (double) n).toList();
    var line = numbers.stream().map(n -> limit + slope / n).toList();
    var flat = numbers.stream().map(n -> limit).toList();
    return Chart.lines(
        metric + " against the number of images",
        "images n",
        metric,
        List.of(
            Chart.Series.line("mean of random parts", x, values),
            Chart.Series.line("line in 1/n", x, line),
            Chart.Series.line("extrapolated to infinite n", x, flat)));
  }

  @Override
  public String text() {
    var s = new StringBuilder();
    for (int k = 0; k < numbers.size(); k++) {
      s.append("n = %-8d %s%n".formatted(numbers.get(k), Numbers.text(values.get(k))));
    }
    return s.append(
            "%s, extrapolated to infinite n (linear in 1/n): %s"
                .formatted(metric, Numbers.text(limit)))
        .toString();
  }

  @Override
  public Optional<Picture> picture() {
    return chart().picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
