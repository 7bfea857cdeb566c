package org.sfumato.diffusion;

import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Shown;
import org.sfumato.Step;
import org.sfumato.Weight;

/** Weights that follow the run's progress u, from {@code a} at u = 0 to {@code b} at u = 1. */
public record Schedule(Kind kind, double a, double b) implements Weight, Shown {
  /** The way from a to b. */
  public enum Kind {
    CONSTANT,
    RAMP,
    COSINE
  }

  @Override
  public double at(Step s) {
    double u = s.progress();
    return switch (kind) {
      case CONSTANT -> a;
      case RAMP -> a + (b - a) * u;
      case COSINE -> b + (a - b) * .5 * (1 + Math.cos(Math.PI * u));
    };
  }

  @Override
  public String text() {
    return switch (kind) {
      case CONSTANT -> "constant(" + Numbers.text(a) + ")";
      case RAMP -> "ramp(" + Numbers.text(a) + ", " + Numbers.text(b) + ")";
      case COSINE -> "cosine(" + Numbers.text(a) + ", " + Numbers.text(b) + ")";
    };
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        switch (kind) {
          case CONSTANT -> Numbers.text(a);
          case RAMP -> "(%s + %s\\,u)".formatted(Numbers.text(a), Numbers.text(b - a));
          case COSINE ->
              "(%s + %s\\,\\tfrac{1 + \\cos \\pi u}{2})"
                  .formatted(Numbers.text(b), Numbers.text(a - b));
        });
  }

  @Override
  public String toString() {
    return text();
  }
}
