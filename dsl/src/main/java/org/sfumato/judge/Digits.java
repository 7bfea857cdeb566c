package org.sfumato.judge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Numbers;

/** As many digits as a number deserves: two of the half-width of its interval, else four. */
final class Digits {
  private static final double LEAST = .0001;

  private Digits() {}

  static String value(Estimate e) {
    return e.hasInterval() ? rounded(e.mean(), decimals(e)) : plain(e.mean());
  }

  /** Such as {@code [0.651, 0.774]}, or empty. */
  static String interval(Estimate e) {
    return e.hasInterval()
        ? "[" + rounded(e.low(), decimals(e)) + ", " + rounded(e.high(), decimals(e)) + "]"
        : "";
  }

  /**
   * What stands small beside a value: its interval, the spread of seeds, and its p value after
   * Holm's correction; or empty.
   */
  static String beside(ScoreTable t, int row, int column) {
    var more = more(t, row, column);
    return (interval(t.estimate(row, column)) + " " + String.join(" ", more)).strip();
  }

  /** The spread of seeds, and the p value after Holm's correction, as far as there are any. */
  static List<String> more(ScoreTable t, int row, int column) {
    var e = t.estimate(row, column);
    var parts = new ArrayList<String>();
    double spread = t.rows().get(row).seedSpread(column);
    if (!Double.isNaN(spread)) {
      parts.add("sd " + two(spread));
    }
    if (t.inference().holm() && !Double.isNaN(e.p())) {
      parts.add("p " + (e.p() < LEAST ? "< 0.0001" : "= " + two(e.p())));
    }
    return parts;
  }

  private static String two(double v) {
    return Numbers.text(new BigDecimal(v).round(new MathContext(2)).doubleValue())
        .replace('-', '−');
  }

  /** The number with four digits; infinity as its sign. */
  static String plain(double v) {
    if (Double.isInfinite(v)) {
      return v > 0 ? "∞" : "−∞";
    }
    return Double.isNaN(v)
        ? "–"
        : Numbers.text(new BigDecimal(v).round(new MathContext(4)).doubleValue()).replace('-', '−');
  }

  private static int decimals(Estimate e) {
    double half = (e.high() - e.low()) / 2;
    double size = half > 0 ? half : Math.abs(e.mean()) / 1000;
    return size > 0 ? Math.max(0, Math.min(9, 1 - (int) Math.floor(Math.log10(size)))) : 0;
  }

  private static String rounded(double v, int decimals) {
    var text = new BigDecimal(v).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return text.replace('-', '−');
  }
}
