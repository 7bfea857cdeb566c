package org.sfumato;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a reader writes them: at most six significant digits, no trailing zeros. */
public final class Numbers {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

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

  /**
   * The same for readers, where {@link #text} is for expressions too: {@code 2.9 × 10⁻⁹} instead of
   * {@code 2.9E-9}, and a minus sign instead of a hyphen.
   */
  public static String shown(double v) {
    var parts = text(v).replace("+", "").split("E");
    var plain = parts[0].replace('-', '−');
    if (parts.length == 1) {
      return plain;
    }
    var power = new StringBuilder();
    for (char c : parts[1].toCharArray()) {
      power.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
    }
    return plain + " × 10" + power;
  }
}
