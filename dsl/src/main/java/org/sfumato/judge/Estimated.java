package org.sfumato.judge;

import java.util.Map;
import org.sfumato.Figures;

/**
 * A rerun's mean, its interval, and both as they are shown.
 *
 * @param value the mean
 * @param low lower end of the interval, NaN if there is none
 * @param high upper end, NaN if there is none
 * @param n how many independent images it rests on
 * @param shown such as {@code 0.712 [0.651, 0.774]}
 */
public record Estimated(double value, double low, double high, int n, String shown) {
  static Estimated of(Estimate e) {
    var shown = (Digits.value(e) + " " + Digits.interval(e)).strip();
    return new Estimated(e.mean(), e.low(), e.high(), e.n(), shown);
  }

  boolean hasInterval() {
    return !Double.isNaN(low);
  }

  Map<String, Object> figures() {
    return Figures.cell(value, low, high, n);
  }
}
