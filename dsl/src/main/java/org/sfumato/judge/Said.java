package org.sfumato.judge;

import java.math.BigDecimal;
import java.util.Optional;
import org.sfumato.Numbers;

/**
 * One reported number.
 *
 * @param metric the name over its column
 * @param variant the settings that define the metric, if they are known
 * @param printed the number as it is printed, because its last digit says how exact it is
 * @param spread what is reported as ±, NaN if nothing is
 * @param low lower end of a reported interval, NaN if there is none
 * @param high upper end, NaN if there is none
 */
public record Said(
    String metric,
    Optional<String> variant,
    String printed,
    double spread,
    double low,
    double high) {
  public Said {
    if (metric.isBlank()) {
      throw new IllegalArgumentException(
          "a reported number needs the name of its metric, such as says(\"PSNR\", 26.8)");
    }
    parsed(metric, printed);
    if (spread < 0 || Double.isInfinite(spread)) {
      throw new IllegalArgumentException(
          "the spread of %s is %s; a spread is zero or more".formatted(metric, spread));
    }
    if (Double.isNaN(low) != Double.isNaN(high) || low > high) {
      throw new IllegalArgumentException(
          "the interval of %s is [%s, %s]; its lower end comes first"
              .formatted(metric, Numbers.text(low), Numbers.text(high)));
    }
  }

  static Said of(String metric, Optional<String> variant, String printed) {
    return new Said(metric, variant, printed.strip(), Double.NaN, Double.NaN, Double.NaN);
  }

  Said spread(double sd) {
    return new Said(metric, variant, printed, sd, low, high);
  }

  Said interval(double from, double to) {
    return new Said(metric, variant, printed, spread, from, to);
  }

  public double value() {
    return parsed(metric, printed).doubleValue();
  }

  /** One unit of the last printed digit: 0.01 for 26.80. */
  double unit() {
    return parsed(metric, printed).ulp().doubleValue();
  }

  /** How far the true value may be from the printed one, by what is reported about it. */
  double slack() {
    double reported = Double.isNaN(spread) ? (high - low) / 2 : spread;
    return unit() / 2 + (Double.isNaN(reported) ? 0 : reported);
  }

  boolean hasSpread() {
    return !Double.isNaN(spread) || !Double.isNaN(low);
  }

  /** {@code 26.80 ± 0.1}, or with an interval {@code 26.80 [26.6, 27]}. */
  String shown() {
    var interval =
        Double.isNaN(low) ? "" : " [" + Numbers.text(low) + ", " + Numbers.text(high) + "]";
    return printed + (Double.isNaN(spread) ? "" : " ± " + Numbers.text(spread)) + interval;
  }

  private static BigDecimal parsed(String metric, String printed) {
    try {
      return new BigDecimal(printed);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is reported as \"%s\", which is no number; write it as printed, such as 26.80"
              .formatted(metric, printed),
          e);
    }
  }
}
