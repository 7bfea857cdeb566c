package org.sfumato.metric;

import java.util.function.ToDoubleFunction;
import org.sfumato.Cost;
import org.sfumato.Images;
import org.sfumato.SetMetric;

/**
 * What it took to make images, as their maker counted it. Less is better.
 *
 * @param name of the column
 * @param unit such as {@code s}, empty for a count
 * @param variant what is counted
 * @param repeatable whether another run counts the same; of times and memory none does
 * @param part the number
 */
public record Effort(
    String name, String unit, String variant, boolean repeatable, ToDoubleFunction<Cost> part)
    implements SetMetric {
  @Override
  public double ofAll(Images x) {
    var cost =
        x.cost()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s is about how images were made, and %s were not made by a run that counted; score what draw() returns"
                            .formatted(name, x.expression())));
    double value = part.applyAsDouble(cost);
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "%s could not be measured on this system; only Linux tells a process its own peak"
              .formatted(name));
    }
    return value;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
