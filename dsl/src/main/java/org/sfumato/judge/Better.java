package org.sfumato.judge;

import java.util.Optional;

/**
 * A reported order without numbers: the claim's row is better than another in a metric.
 *
 * @param metric in which it is said to be better
 * @param variant the settings that define the metric, if they are known
 * @param than the other row, by its name in the paper's rows or in the rerun's table
 */
public record Better(String metric, Optional<String> variant, String than) {
  public Better {
    if (metric.isBlank() || than.isBlank()) {
      throw new IllegalArgumentException(
          "an order names its metric and the row that is worse, such as beats(\"SSIM\", \"SDEdit\")");
    }
  }
}
