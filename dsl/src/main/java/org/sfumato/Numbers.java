package org.sfumato;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a reader writes them: at most six significant digits, no trailing zeros. */
public final class Numbers {
  private Numbers() {}

  public static String text(double v) {
    if (!Double.isFinite(v)) {
      return String.valueOf(v);
    }
    if (v == 0) {
      return "0";
    }
    double size = Math.abs(v);
    var exact = new BigDecimal(v).round(new MathContext(6)).stripTrailingZeros();
    return size >= 1e7 || size < 1e-4 ? exact.toString() : exact.toPlainString();
  }
}
