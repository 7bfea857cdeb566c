package org.sfumato.kernel.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as Python's {@code repr} writes them: the fewest digits that read back as
 * the same number, {@code 1e-05}, {@code 1.0}, {@code 1e+16}.
 */
final class PythonNumber {
  /** No double needs more digits. */
  private static final int MOST_DIGITS = 17;

  private static final int SMALLEST_PLAIN = -4;
  private static final int SMALLEST_LARGE = 16;

  private PythonNumber() {}

  static String text(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    var sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    var shortest = shortest(Math.abs(value)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= SMALLEST_PLAIN && exponent < SMALLEST_LARGE) {
      var plain = shortest.toPlainString();
      return sign + (plain.contains(".") ? plain : plain + ".0");
    }
    var digits = shortest.unscaledValue().toString();
    var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return String.format(
        "%s%s%se%s%02d",
        sign, digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** Java's own {@code toString} gives more digits than needed before Java 19. */
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      var rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
  }
}
