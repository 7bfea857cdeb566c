package org.sfumato;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A number that says what it is and how sure it is.
 *
 * @param name such as {@code SSIM}
 * @param value the mean
 * @param low lower end of the interval, NaN if there is none
 * @param high upper end of the interval, NaN if there is none
 * @param n how many independent units the interval rests on
 * @param variant the settings that define the number
 * @param spread standard deviation between the means of seeds, apart from the interval; NaN if
 *     there was one seed
 * @param p of a difference: the probability of one as large if there were none; NaN for what is no
 *     difference
 * @param provenance what made the number
 */
public record Score(
    String name,
    double value,
    double low,
    double high,
    int n,
    String variant,
    double spread,
    double p,
    Provenance provenance)
    implements Shown {
  public Score {
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(variant, "variant");
    if (low > high) {
      throw new IllegalArgumentException(
          name + ": the interval [" + low + ", " + high + "] is upside down");
    }
  }

  /** A number without spread between seeds and without a test, of which only itself is known. */
  public Score(String name, double value, double low, double high, int n, String variant) {
    this(name, value, low, high, n, variant, Double.NaN, Double.NaN, Provenance.NONE);
  }

  /** The same number, made from this. */
  public Score from(Provenance made) {
    return new Score(name, value, low, high, n, variant, spread, p, made);
  }

  /** The same number with the spread of its seeds, and with the p value of a difference. */
  public Score tested(double sdBetweenSeeds, double pValue) {
    return new Score(name, value, low, high, n, variant, sdBetweenSeeds, pValue, provenance);
  }

  /** Whether an interval could be given at all. */
  public boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** Whether the interval leaves zero out. */
  public boolean excludesZero() {
    return hasInterval() && (low > 0 || high < 0);
  }

  @Override
  public String text() {
    var interval = hasInterval() ? " [" + Numbers.text(low) + ", " + Numbers.text(high) + "]" : "";
    return name
        + " "
        + Numbers.text(value)
        + interval
        + " (n = "
        + n
        + (Double.isNaN(spread) ? "" : "; sd between seeds " + rounded(spread))
        + (Double.isNaN(p) ? "" : "; p " + (p < .0001 ? "< 0.0001" : "= " + rounded(p)))
        + (variant.isEmpty() ? "" : "; " + variant)
        + ")";
  }

  private static String rounded(double v) {
    return Numbers.text(new BigDecimal(v).round(new MathContext(2)).doubleValue());
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        hasInterval()
            ? "%s\\;[%s,\\ %s]"
                .formatted(Numbers.text(value), Numbers.text(low), Numbers.text(high))
            : Numbers.text(value));
  }

  @Override
  public Optional<String> figures() {
    var figures = Figures.of("score").with("name", name).with("variant", variant);
    for (var field : Figures.cell(value, low, high, n).entrySet()) {
      figures = figures.with(field.getKey(), field.getValue());
    }
    figures = figures.with("spread", spread).with("p", p);
    return Optional.of(figures.with("notes", List.of()).with(provenance).json());
  }

  @Override
  public String toString() {
    return text();
  }
}
