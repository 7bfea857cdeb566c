package org.sfumato;

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
 * @param provenance what made the number
 */
public record Score(
    String name,
    double value,
    double low,
    double high,
    int n,
    String variant,
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

  /** A number that nothing is known to have made. */
  public Score(String name, double value, double low, double high, int n, String variant) {
    this(name, value, low, high, n, variant, Provenance.NONE);
  }

  /** The same number, made from this. */
  public Score from(Provenance made) {
    return new Score(name, value, low, high, n, variant, made);
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
        + (variant.isEmpty() ? "" : "; " + variant)
        + ")";
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
    return Optional.of(figures.with("notes", List.of()).with(provenance).json());
  }

  @Override
  public String toString() {
    return text();
  }
}
