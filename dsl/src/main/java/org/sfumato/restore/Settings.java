package org.sfumato.restore;

import java.util.Optional;
import java.util.OptionalDouble;
import org.sfumato.Numbers;

/**
 * What all restorers that step have in common.
 *
 * @param steps intervals of a run
 * @param assumed the noise level to be assumed instead of the measurements' own
 * @param name for tables and charts, instead of the restorer's word
 */
public record Settings(int steps, OptionalDouble assumed, long seed, Optional<String> name) {
  public Settings {
    if (steps < 1) {
      throw new IllegalArgumentException("a restorer takes at least one step, not " + steps);
    }
    assumed.ifPresent(
        sigma -> {
          if (!(sigma >= 0) || Double.isInfinite(sigma)) {
            throw new IllegalArgumentException(
                "noiseLevel(σ) needs a standard deviation from 0 up, not " + Numbers.text(sigma));
          }
        });
    name.ifPresent(
        n -> {
          if (n.isBlank()) {
            throw new IllegalArgumentException(
                "a restorer needs a name that can be read in a table");
          }
        });
  }

  static Settings of(int steps) {
    return new Settings(steps, OptionalDouble.empty(), 0, Optional.empty());
  }

  Settings steps(int n) {
    return new Settings(n, assumed, seed, name);
  }

  Settings noiseLevel(double sigma) {
    return new Settings(steps, OptionalDouble.of(sigma), seed, name);
  }

  Settings seed(long s) {
    return new Settings(steps, assumed, s, name);
  }

  Settings named(String other) {
    return new Settings(steps, assumed, seed, Optional.of(other));
  }

  /** As they stand in an expression after the number of steps. */
  String text() {
    return (assumed.isPresent() ? ".noiseLevel(" + Numbers.text(assumed.getAsDouble()) + ")" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "")
        + name.map(n -> ".named(\"" + n + "\")").orElse("");
  }
}
